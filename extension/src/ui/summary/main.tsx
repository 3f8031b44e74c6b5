import { t } from '../../i18n';
import { show } from '../shared/page';
import { Summary } from './Summary';

show(t('sum_title'), <Summary />);

import { t } from '../../i18n';
import { show } from '../shared/page';
import { Fill } from './Fill';

show(t('fill_title'), <Fill />);

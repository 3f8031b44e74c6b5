import { show } from '../shared/page';
import { t } from '../../i18n';

show(t('options_title'), <main />);

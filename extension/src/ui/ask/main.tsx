import { t } from '../../i18n';
import { show } from '../shared/page';
import { Ask } from './Ask';

show(t('ask_title'), <Ask />);

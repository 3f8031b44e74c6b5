import { t } from '../../i18n';
import { show } from '../shared/page';
import { Options } from './Options';

show(t('options_title'), <Options />);

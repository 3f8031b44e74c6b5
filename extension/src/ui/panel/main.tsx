import { t } from '../../i18n';
import { show } from '../shared/page';
import { Panel } from './Panel';

show(t('panel_title'), <Panel />);

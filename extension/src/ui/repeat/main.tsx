import { t } from '../../i18n';
import { show } from '../shared/page';
import { Repeat } from './Repeat';

show(t('repeat_heading'), <Repeat />);

import { show } from '../shared/page';
import { t } from '../../i18n';
import { Popup } from './Popup';
import { activeSite } from './site';

void activeSite().then((site) => show(t('popup_title'), <Popup site={site} />));

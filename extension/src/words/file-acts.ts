/** What is or was done to a file, in words. */
import { t } from '../i18n';
import type { FileAct } from '../protocol';
import { convertedName, convertName, formatName, UNPACKED } from './formats';
import { shownName } from './names';

/** "Convert to JPEG", "To Invoices" */
export function actName(act: FileAct): string {
  return act.kind === 'FILE' ? t('put_into', folderName(act.folder ?? '')) : convertName(act.to);
}

/** "Convert photo.webp to JPEG?", "Unpack photos.zip?", "Put bill.pdf into Invoices?" */
export function offerTitle(name: string, act: FileAct): string {
  if (unpacks(act)) return t('offer_title_unpack', shownName(name));
  return act.kind === 'FILE'
    ? t('offer_title_file', shownName(name), folderName(act.folder ?? ''))
    : t('offer_title', shownName(name), formatName(act.to));
}

/** "Converted photo.webp to JPEG", "Put bill.pdf into Invoices" */
export function doneText(name: string, act: FileAct): string {
  return act.kind === 'FILE'
    ? t('act_filed', shownName(name), folderName(act.folder ?? ''))
    : convertedName(shownName(name), act.to);
}

/** The same where the name stands beside it. */
export function doneHere(act: FileAct): string {
  if (unpacks(act)) return t('download_unpacked');
  return act.kind === 'FILE'
    ? t('download_filed', folderName(act.folder ?? ''))
    : t('download_converted', formatName(act.to));
}

/** "bill.pdf could not be converted" */
export function failedText(name: string, act: FileAct): string {
  if (unpacks(act)) return t('act_not_unpacked', name);
  return act.kind === 'FILE' ? t('act_not_filed', name) : t('act_failed', name);
}

/** Whether it is an archive that is unpacked. */
export function unpacks(act: { kind: string; to?: string }): boolean {
  return act.kind === 'CONVERT' && act.to === UNPACKED;
}

/** A folder's own name; the whole path stands in a tooltip. */
export function folderName(path: string): string {
  return shownName(path.split(/[\\/]/).findLast((part) => part !== '') ?? path);
}

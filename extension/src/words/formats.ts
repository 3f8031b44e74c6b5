/** Names of file formats as people write them. */
import { t } from '../i18n';

const NAMES: Record<string, string> = {
  avif: 'AVIF',
  bmp: 'BMP',
  gif: 'GIF',
  heic: 'HEIC',
  heif: 'HEIF',
  jpeg: 'JPEG',
  jpg: 'JPEG',
  jxl: 'JPEG XL',
  png: 'PNG',
  svg: 'SVG',
  tif: 'TIFF',
  tiff: 'TIFF',
  webp: 'WebP',
};

/** Longer sides that are offered, in pixels. */
export const SIDES = [2560, 1600, 1200, 800];

/** What an archive is converted to: a folder beside it. */
export const UNPACKED = 'unpacked';

/** "JPEG", and of jpeg@1600 "JPEG, 1600 px". */
export function formatName(format: string): string {
  if (format === UNPACKED) return t('format_folder');
  const [name = '', side] = format.split('@');
  const named = NAMES[name.toLowerCase()] ?? name.toUpperCase();
  return side === undefined ? named : t('format_sized', named, side);
}

/** "Convert to JPEG", "Unpack" */
export function convertName(to: string): string {
  return to === UNPACKED ? t('unpack') : t('convert_to', formatName(to));
}

/** "Converted photo.webp to JPEG", "Unpacked photos.zip" */
export function convertedName(name: string, to: string): string {
  return to === UNPACKED ? t('act_unpacked', name) : t('act_converted', name, formatName(to));
}

export function isPicture(format: string): boolean {
  return format.toLowerCase() in NAMES;
}

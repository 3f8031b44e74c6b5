/** Names of file formats as people write them. */

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

export function formatName(format: string): string {
  return NAMES[format.toLowerCase()] ?? format.toUpperCase();
}

export function isPicture(format: string): boolean {
  return format.toLowerCase() in NAMES;
}

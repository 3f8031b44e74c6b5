/** What to install on which system, by the names that the build gives its packages. */

export interface Package {
  file: string;
  /** What installs it where a double click does not; null where it does. */
  command: string | null;
  /** For whom, where a system has several. */
  for: 'debian' | 'fedora' | 'all';
}

export interface System {
  os: string;
  arch: string;
}

export function packagesFor({ os, arch }: System, version: string): Package[] {
  const isArm = arch.startsWith('arm') || arch === 'aarch64';
  switch (os) {
    case 'mac':
      return [{ file: `stillroom-${version}.pkg`, command: null, for: 'all' }];
    case 'win':
      return [{ file: `stillroom-${version}.msi`, command: null, for: 'all' }];
    default: {
      const deb = `stillroom_${version}_${isArm ? 'arm64' : 'amd64'}.deb`;
      const rpm = `stillroom-${version}-1.${isArm ? 'aarch64' : 'x86_64'}.rpm`;
      return [
        { file: deb, command: `sudo apt install ./${deb}`, for: 'debian' },
        { file: rpm, command: `sudo dnf install ./${rpm}`, for: 'fedora' },
      ];
    }
  }
}

/** Where the package can be had; null where the build was not told. */
export function addressOf(file: string, page: string | null): string | null {
  return page === null ? null : `${page.replace(/\/+$/, '')}/${encodeURIComponent(file)}`;
}

// Brings the protocol's types, generated from the Java records by Maven, into src/generated.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function copyProtocol(root) {
  const from = join(root, '../native-host/target/typescript');
  const to = join(root, 'src/generated');
  mkdirSync(to, { recursive: true });
  for (const file of ['protocol.ts', 'constants.ts']) {
    if (existsSync(join(from, file))) {
      copyFileSync(join(from, file), join(to, file));
    } else if (!existsSync(join(to, file))) {
      console.error(
        `The protocol's ${file} is not there: build the module native-host first (mvn -pl native-host -am -DskipTests package).`,
      );
      process.exit(1);
    }
  }
}

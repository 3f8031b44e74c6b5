/** From commands to picks, and from picks to an example's output. */
import { TAKES, type Command, type Sample, type Take } from './messages';
import type { Values } from './reading';
import type { Session } from './session';

/** The examples format's OUTPUT. */
export function outputOf<P>(
  values: Values<P>[],
  said: (place: P, take: Take) => string,
): Sample['output'] {
  return Object.fromEntries(
    values.map(({ name, many, places, take }) => {
      const texts = places.map((place) => said(place, take));
      return [name, many ? texts : (texts[0] ?? null)];
    }),
  );
}

/** Does what the panel asks of the picks themselves; false where the command is about something else. */
export function obeyed<P>(session: Session<P>, command: Command): boolean {
  switch (command.do) {
    case 'pick':
      session.pick(command.field);
      return true;
    case 'correct':
      session.correct(command.field, command.row);
      return true;
    case 'reject':
      session.reject(command.field, command.row);
      return true;
    case 'all':
      session.all(command.field);
      return true;
    case 'take':
      if (TAKES.includes(command.take)) session.takeAs(command.field, command.take);
      return true;
    case 'rename':
      session.rename(command.field, command.name);
      return true;
    case 'remove':
      session.remove(command.field);
      return true;
    case 'shape':
      session.shapeAs(command.shape);
      return true;
    case 'undo':
      session.undo();
      return true;
    case 'stop':
      session.stop();
      return true;
    case 'clear':
      session.clear();
      return true;
    case 'fill':
    case 'show':
    case 'hide':
    case 'sample':
      return false;
  }
}

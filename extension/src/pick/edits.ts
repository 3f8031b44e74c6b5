/** What a click does to a field: as it begins, with a place more, with a place less. */
import { clean, freeName } from '../page/field-names';
import type { Field, Reading } from './reading';

/** A new field from its first place. */
export function begun<P>(reading: Reading<P>, place: P, taken: string[]): Field<P> {
  const take = reading.takesOf([place])[0] ?? 'text';
  const obvious = reading.ground.alikeOne(place, take)?.obvious ?? false;
  return {
    take,
    name: freeName(clean(reading.ground.nameOf(place)) || 'field', taken),
    picked: [place],
    rejected: [],
    whole: obvious,
    listed: null,
    state: 'found',
    many: obvious,
  };
}

/** Two places of a list mean the whole list. */
export function withAlso<P>(field: Field<P>, place: P): Partial<Field<P>> {
  if (field.listed && field.listed.length > 0) {
    return { listed: [...field.listed, place], state: 'found' };
  }
  const picked = [...field.picked, place];
  return {
    listed: null,
    picked,
    rejected: field.rejected.filter((one) => one !== place),
    whole: picked.length > 1,
    many: picked.length > 1,
    state: 'found',
  };
}

/** Null where nothing that was clicked would be left. */
export function without<P>(field: Field<P>, place: P): Partial<Field<P>> | null {
  if (field.listed) return { listed: field.listed.filter((one) => one !== place) };
  const picked = field.picked.filter((one) => one !== place);
  return picked.length === 0 ? null : { picked, rejected: [...field.rejected, place] };
}

/** The host's overview, asked for and followed: what was changed since the asking is not undone by it. */
import type { Overview, RequestOf } from '../protocol';
import type { Parts } from './feature';

export async function overview(
  { connection, recording, watching }: Parts,
  request: RequestOf<'getOverview'>,
): Promise<Overview> {
  const recorded = recording.standing();
  const watched = watching.standing();
  const reply = await connection.request<'getOverview'>(request);
  await recording.follow(reply, recorded);
  await watching.follow(reply, watched);
  return reply;
}

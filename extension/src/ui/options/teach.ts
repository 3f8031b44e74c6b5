/** The person's own answer: an example of a task that they specified, or of a job. */
import type { Task } from '../../protocol';
import { host } from '../shared/client';

/** Whether a person's answer can be an example of this task. */
export function isTaught({ act }: Task): boolean {
  return act.kind === 'JOB' || (act.kind === 'ANSWER' && act.byHand);
}

/** @param output a text, or fields by their names */
export async function teach(
  { id, act }: Task,
  input: Record<string, unknown>,
  output: string | Record<string, unknown>,
): Promise<void> {
  if (act.kind === 'JOB') {
    await host.request<'giveExample'>({
      type: 'giveExample',
      taskId: id,
      job: null,
      input: input as never,
      output: output as never,
      corrects: true,
    });
  } else {
    await host.request<'answerQuestion'>({
      type: 'answerQuestion',
      taskId: id,
      input: input as never,
      output: typeof output === 'string' ? output : JSON.stringify(output),
    });
  }
}

/** One question to a teacher about something that is shown: seen first, then sent, as all are. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { AskPrepared, Asked, Teacher } from '../../protocol';
import { answeredBy } from '../../words/teachers';
import { WouldLeave } from '../ask/WouldLeave';
import { Button } from '../shared/act';
import { host } from '../shared/client';

interface Props {
  /** What the button says, with the teacher's name. */
  label: (teacher: string) => string;
  prompt: string;
  /** What it is about; asked for when the button is pressed. */
  text: () => Promise<string> | string;
}

export function AskTeacher({ label, prompt, text }: Props) {
  const [teachers, setTeachers] = useState<Teacher[]>([]);
  /** Who would be asked, and who was: a late answer is that teacher's still. */
  const [prepared, setPrepared] = useState<(AskPrepared & { by: string }) | null>(null);
  const [asked, setAsked] = useState<(Asked & { by: string }) | null>(null);
  useEffect(() => {
    void host.request<'listTeachers'>({ type: 'listTeachers' }).then(
      (told) => setTeachers(told.teachers),
      () => undefined,
    );
  }, []);
  if (teachers.length === 0) return null;
  const prepare = async (name: string) => {
    setAsked(null);
    const ready = await host.request<'prepareAsk'>({
      type: 'prepareAsk',
      url: '',
      prompt,
      text: await text(),
      teacher: name,
      questionId: null,
      insist: true,
    });
    if (ready.send?.held != null) throw new Error(t('ask_held_secret'));
    setPrepared({ ...ready, by: name });
  };
  const send = async ({ askId, by }: { askId: string; by: string }, remember: boolean) => {
    setPrepared(null);
    let told: Asked;
    do told = await host.request<'sendAsk'>({ type: 'sendAsk', askId, remember });
    while (told.waiting);
    setAsked({ ...told, by });
  };
  return (
    <div data-kind="ask-teacher">
      <div class="buttons">
        {teachers.slice(0, 3).map(({ name }) => (
          <Button key={name} kind="quiet" work={() => prepare(name)}>
            {label(name)}
          </Button>
        ))}
      </div>
      {prepared?.send && (
        <WouldLeave
          would={prepared.send}
          send={(remember) => send(prepared, remember)}
          drop={() => {
            void host.request<'dropAsk'>({ type: 'dropAsk', askId: prepared.askId });
            setPrepared(null);
          }}
        />
      )}
      {asked?.answer != null && (
        <div role="status" data-kind="answer">
          <p dir="auto">{asked.answer}</p>
          <p class="faint">{answeredBy(asked.by, asked)}</p>
        </div>
      )}
    </div>
  );
}

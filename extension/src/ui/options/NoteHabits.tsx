/** On which sites notes are learned without asking, or never, and taking that back. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { NoteHabit } from '../../protocol';
import { Button } from '../shared/act';
import { host } from '../shared/client';

export function NoteHabits({ version }: { version: number }) {
  const [habits, setHabits] = useState<NoteHabit[]>([]);
  const look = async () => {
    const reply = await host.request<'listNoteHabits'>({ type: 'listNoteHabits' });
    setHabits(reply.habits);
  };
  useEffect(() => void look().catch(() => undefined), [version]);
  const takeBack = async ({ place, noted }: NoteHabit) => {
    await host.request<'dropNoteHabit'>({ type: 'dropNoteHabit', place, noted });
    await look();
  };
  if (habits.length === 0) return null;
  return (
    <section class="card" aria-labelledby="note-habits">
      <h2 id="note-habits">{t('note_habits_heading')}</h2>
      <p class="faint">{t('note_habits_text')}</p>
      <ul class="lines" data-kind="note-habits">
        {habits.map((habit) => (
          <li key={`${habit.place} ${habit.noted}`}>
            <span class="path">
              {t(habit.learned ? 'note_habits_yes' : 'note_habits_no', habit.noted, habit.place)}
            </span>
            <Button
              kind="quiet"
              label={t('note_habits_drop_for', habit.noted, habit.place)}
              work={() => takeBack(habit)}
            >
              {t('note_habits_drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

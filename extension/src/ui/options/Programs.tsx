/** Programs that may make other files of downloads: what is allowed, and what could be. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../i18n';
import type { Program } from '../../protocol';
import { formatName } from '../../words/formats';
import { Button } from '../shared/act';
import { host } from '../shared/client';

export function Programs({ version }: { version: number }) {
  const [programs, setPrograms] = useState<Program[]>([]);
  const look = async () => {
    const reply = await host.request<'listPrograms'>({ type: 'listPrograms' });
    setPrograms(reply.programs);
  };
  useEffect(() => void look().catch(() => undefined), [version]);
  if (programs.length === 0) return null;
  const allow = async (to: string, allowed: boolean) => {
    await host.request<'allowProgram'>({ type: 'allowProgram', to, allowed });
    await look();
  };
  return (
    <section class="card wide" aria-labelledby="programs">
      <h2 id="programs">{t('programs_heading')}</h2>
      <p class="faint">{t('programs_text')}</p>
      <ul class="lines" data-kind="programs">
        {programs.map(({ to, from, command, allowed }) => (
          <li key={to} data-program={to} data-allowed={allowed}>
            <div class="program">
              <span>
                {t('programs_makes', formatName(to), from.map((one) => formatName(one)).join(', '))}
              </span>
              <code class="path">{command.join(' ')}</code>
            </div>
            <Button
              kind={allowed ? 'quiet' : 'plain'}
              label={t(
                allowed ? 'programs_remove_for' : 'programs_allow_for',
                programName(command),
                formatName(to),
              )}
              work={() => allow(to, !allowed)}
            >
              {t(allowed ? 'programs_remove' : 'programs_allow')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function programName(command: string[]): string {
  return command[0]?.replace(/.*[/\\]/, '') ?? '';
}

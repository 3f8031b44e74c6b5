/** Large models: which may be asked, what they took, what may be spent, what was agreed to. */
import { useEffect, useState } from 'preact/hooks';
import { number, t } from '../../i18n';
import type { LedgerLine, Question, Teacher, Teachers as Told } from '../../protocol';
import { size } from '../../words/measures';
import { money, savedText } from '../../words/teachers';
import { Button } from '../shared/act';
import { host } from '../shared/client';
import { WithCommands } from '../shared/Words';
import { AddTeacher } from './AddTeacher';
import { Confirm } from './Confirm';
import { Specify } from './Specify';

export function Teachers({ version }: { version: number }) {
  const [told, setTold] = useState<Told | null>(null);
  const [questions, setQuestions] = useState<Question[]>([]);
  const look = async () => {
    setTold(await host.request<'listTeachers'>({ type: 'listTeachers' }));
    setQuestions((await host.request<'listQuestions'>({ type: 'listQuestions' })).questions);
  };
  useEffect(() => void look().catch(() => undefined), [version]);
  if (!told) return <p class="faint">{t('loading')}</p>;
  return (
    <>
      <section class="card" aria-labelledby="teachers" data-kind="teachers">
        <h2 id="teachers">{t('teach_heading')}</h2>
        <p class="faint">{t('teach_lead', told.keyPlace)}</p>
        {told.teachers.length === 0 && <p>{t('teach_none')}</p>}
        <ul class="lines">
          {told.teachers.map((one) => (
            <Line key={one.name} teacher={one} look={look} />
          ))}
        </ul>
        <AddTeacher added={look} />
      </section>
      <Specify teachers={told.teachers} made={look} />
      <Questions questions={questions} look={look} />
      <Limits told={told} look={look} />
      <Ledger lines={told.ledger} questions={questions} />
    </>
  );
}

function Line({ teacher, look }: { teacher: Teacher; look: () => Promise<void> }) {
  const { name, url, model, hasKey, here, priceIn, priceOut } = teacher;
  const facts = [
    model,
    url,
    t(hasKey ? 'teach_has_key' : 'teach_no_key'),
    t(here ? 'teach_here' : 'teach_away'),
    ...(priceIn !== null && priceOut !== null
      ? [t('teach_price', money(priceIn), money(priceOut))]
      : []),
  ];
  return (
    <li data-kind="teacher">
      <div>
        <strong>{name}</strong>
        <p class="faint path">{facts.join(' · ')}</p>
      </div>
      <Confirm
        what={t('teach_remove')}
        sure={t('teach_remove_sure', name)}
        yes={t('teach_remove_yes')}
        work={async () => {
          await host.request<'removeTeacher'>({ type: 'removeTeacher', name });
          await look();
        }}
      />
    </li>
  );
}

/** What comes back or was specified: what its small model saved, how often it is checked. */
function Questions({ questions, look }: { questions: Question[]; look: () => Promise<void> }) {
  return (
    <section class="card" aria-labelledby="questions" data-kind="questions">
      <h2 id="questions">{t('questions_heading')}</h2>
      {questions.length === 0 && <p class="faint">{t('questions_none')}</p>}
      <ul class="lines">
        {questions.map((question) => (
          <li key={question.id} data-kind="question">
            <div>
              <strong>{question.frame}</strong>
              <p class="faint">
                {t('questions_asked', number(question.asked))}{' '}
                {question.first && savedText(question)}
              </p>
              {question.first && <Rate question={question} look={look} />}
              {question.trusted.map((teacher) => (
                <p key={teacher} class="with-button">
                  <span>{t('questions_trusted', teacher)}</span>
                  <Button
                    kind="quiet"
                    label={t('questions_revoke_for', question.frame, teacher)}
                    work={async () => {
                      const questionId = question.id;
                      await host.request<'revokeAsk'>({ type: 'revokeAsk', questionId, teacher });
                      await look();
                    }}
                  >
                    {t('consents_take_back')}
                  </Button>
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const RATES = [0, 1, 2, 5, 10, 20, 50];

function Rate({ question, look }: { question: Question; look: () => Promise<void> }) {
  const rates = [...new Set([...RATES, question.checkOneIn])].sort((a, b) => a - b);
  const steer = async (checkOneIn: number) => {
    await host.request<'steerQuestion'>({
      type: 'steerQuestion',
      questionId: question.id,
      checkOneIn,
    });
    await look();
  };
  return (
    <label class="rate">
      <span>{t('questions_check')}</span>{' '}
      <select
        value={question.checkOneIn}
        onChange={(event) => void steer(Number(event.currentTarget.value)).catch(() => undefined)}
      >
        {rates.map((one) => (
          <option key={one} value={one}>
            {one === 0
              ? t('questions_check_never')
              : one === 1
                ? t('questions_check_all')
                : t('questions_check_one_in', one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Limits({ told, look }: { told: Told; look: () => Promise<void> }) {
  const [budget, setBudget] = useState(told.monthlyCost === null ? '' : String(told.monthlyCost));
  const [hidden, setHidden] = useState(told.hidden.join('\n'));
  const save = async () => {
    const amount = budget.trim().replace(',', '.');
    const monthlyCost = amount === '' ? null : Number(amount);
    if (monthlyCost !== null && !Number.isFinite(monthlyCost)) {
      throw new Error(t('limits_no_number', budget));
    }
    await host.request<'setTeaching'>({
      type: 'setTeaching',
      monthlyCost,
      hidden: hidden.split('\n').filter((line) => line.trim() !== ''),
    });
    await look();
  };
  return (
    <section class="card" aria-labelledby="limits" data-kind="limits">
      <h2 id="limits">{t('limits_heading')}</h2>
      <p>{t('limits_spent', money(told.spent))}</p>
      <label class="field">
        <span>{t('limits_budget')}</span>
        <input
          inputMode="decimal"
          value={budget}
          placeholder={t('limits_budget_hint')}
          onInput={(event) => setBudget(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t('limits_hidden')}</span>
        <textarea
          rows={3}
          value={hidden}
          placeholder={t('limits_hidden_hint')}
          onInput={(event) => setHidden(event.currentTarget.value)}
        />
      </label>
      <p class="faint">{t('limits_hidden_text')}</p>
      <div class="buttons">
        <Button work={save} done={t('limits_saved')}>
          {t('limits_save')}
        </Button>
      </div>
    </section>
  );
}

function Ledger({ lines, questions }: { lines: LedgerLine[]; questions: Question[] }) {
  const taskOf = (task: string) => questions.find(({ id }) => id === task)?.frame ?? task;
  return (
    <section class="card" aria-labelledby="ledger" data-kind="ledger">
      <h2 id="ledger">{t('ledger_heading')}</h2>
      <p class="faint">
        <WithCommands>{t('ledger_lead')}</WithCommands>
      </p>
      {lines.length === 0 ? (
        <p>{t('ledger_none')}</p>
      ) : (
        <div class="table-scroll ledger" tabIndex={0} role="group" aria-label={t('ledger_heading')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('ledger_month')}</th>
                <th scope="col">{t('ledger_to')}</th>
                <th scope="col">{t('ledger_task')}</th>
                <th scope="col">{t('ledger_calls')}</th>
                <th scope="col">{t('ledger_tokens')}</th>
                <th scope="col">{t('ledger_cost')}</th>
                <th scope="col">{t('ledger_left')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, i) => (
                <tr key={i}>
                  <td data-label={t('ledger_month')}>{line.month}</td>
                  <td data-label={t('ledger_to')}>
                    <span>
                      {line.to} <span class="faint">{line.model}</span>
                    </span>
                  </td>
                  <td data-label={t('ledger_task')}>{taskOf(line.task)}</td>
                  <td class="figure" data-label={t('ledger_calls')}>
                    {number(line.calls)}
                  </td>
                  <td class="figure" data-label={t('ledger_tokens')}>
                    {number(line.tokens)}
                  </td>
                  <td class="figure" data-label={t('ledger_cost')}>
                    {money(line.cost)}
                  </td>
                  <td class="figure" data-label={t('ledger_left')}>
                    {line.bytes === 0 ? '0' : size(line.bytes)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

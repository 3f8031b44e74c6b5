/** Adding a large model. Its key goes straight to the host, which keeps it where keys are kept. */
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Button } from '../shared/act';
import { host } from '../shared/client';

const NOTHING = { name: '', url: '', model: '', key: '', priceIn: '', priceOut: '' };

export function AddTeacher({ added }: { added: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [given, setGiven] = useState(NOTHING);
  const [protocol, setProtocol] = useState<'' | 'openai' | 'anthropic'>('');
  const change = (member: keyof typeof NOTHING, value: string) =>
    setGiven({ ...given, [member]: value });
  const field = (member: Exclude<keyof typeof NOTHING, 'key'>, hint: string) => (
    <label class="field">
      <span>{t(`teach_${member}`)}</span>
      <input
        value={given[member]}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => change(member, event.currentTarget.value)}
      />
    </label>
  );
  const add = async () => {
    const { key } = given;
    // It stays in no field of this page, whatever comes of it.
    setGiven({ ...given, key: '' });
    await host.request<'addTeacher'>({
      type: 'addTeacher',
      name: given.name.trim(),
      url: given.url.trim(),
      model: given.model.trim(),
      protocol: protocol === '' ? null : protocol,
      key: key.trim() === '' ? null : key.trim(),
      priceIn: price(given.priceIn),
      priceOut: price(given.priceOut),
    });
    setGiven(NOTHING);
    setOpen(false);
    await added();
  };
  if (!open) {
    return (
      <div class="buttons">
        <Button work={() => setOpen(true)}>{t('teach_add')}</Button>
      </div>
    );
  }
  return (
    <div class="form" role="group" aria-label={t('teach_add')} data-kind="add-teacher">
      {field('name', t('teach_name_hint'))}
      {field('url', 'http://localhost:11434/v1')}
      {field('model', t('teach_model_hint'))}
      <label class="field">
        <span>{t('teach_protocol')}</span>
        <select
          value={protocol}
          onChange={(event) => setProtocol(event.currentTarget.value as typeof protocol)}
        >
          <option value="">{t('teach_protocol_told')}</option>
          <option value="openai">OpenAI</option>
          <option value="anthropic">Anthropic</option>
        </select>
      </label>
      <label class="field">
        <span>{t('teach_key')}</span>
        <input
          type="password"
          value={given.key}
          placeholder={t('teach_key_hint')}
          autocomplete="new-password"
          onInput={(event) => change('key', event.currentTarget.value)}
        />
      </label>
      {field('priceIn', '0.15')}
      {field('priceOut', '0.60')}
      <p class="faint">{t('teach_key_text')}</p>
      <div class="buttons">
        <Button
          kind="primary"
          disabled={
            given.name.trim() === '' || given.url.trim() === '' || given.model.trim() === ''
          }
          work={add}
        >
          {t('teach_add_do')}
        </Button>
        <Button
          work={() => {
            setGiven(NOTHING);
            setOpen(false);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}

function price(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d+(\.\d+)?$/.test(plain)) throw new Error(t('limits_no_number', text));
  return Number(plain);
}

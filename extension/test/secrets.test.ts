import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Shadows } from '../src/page/shadows';
import { Secrets, looksSecret, withoutSecrets, withoutSecretsAcross } from '../src/page/secrets';

test('a text keeps what it says and loses cards, accounts, codes and passwords', () => {
  for (const [text, expected] of [
    ['The app crashed 12 times on version 2024.3.1', null],
    ['Order 20260311 is late, please call 030 1234567', null],
    ['Card 4111 1111 1111 1111 was charged', 'Card … was charged'],
    ['Pay to DE89 3704 0044 0532 0130 00 today', 'Pay to … today'],
    ['Your code is 482913.', 'Your code is ….'],
    ['482913 is your verification code', '… is your verification code'],
    ['password: hunter22 for the guest', 'password: … for the guest'],
    ['Ihre TAN lautet 557 812', 'Ihre TAN lautet …'],
    ['Postal code: 10115, ZIP code: 62704, country code 0049', null],
    ['Zip code 12345, 12345 ZIP code, Zip\u00a0code\u00a012345, zip_code: 12345', null],
    ['Product code 49123, order code 4711-20, colour code: 90210, discount code: SPRING10', null],
    ['Code 49123', 'Code …'],
    ['Access code: 482913; Postcode: 10115', 'Access code: …; Postcode: 10115'],
  ] as const) {
    assert.equal(withoutSecrets(text), expected ?? text);
  }
});

test('a secret told over several elements goes from each of them, and nothing else goes', () => {
  for (const [pieces, expected] of [
    [
      ['Your verification code is', '482913', 'Thank you'],
      [null, '…', null],
    ],
    [
      ['Your code:', '4', '8', '2', '9', '1', '3'],
      [null, '…', '…', '…', '…', '…', '…'],
    ],
    [
      ['482', '913', 'is your login code'],
      ['…', '…', null],
    ],
    [
      ['Ihre TAN', 'lautet 557', '812.'],
      [null, 'lautet …', '….'],
    ],
    [
      ['Card', '4111', '1111', '1111', '1111', 'ends'],
      [null, '…', '…', '…', '…', null],
    ],
    [
      ['DE89 3704', '0044 0532', '0130 00', 'Bank'],
      ['…', '…', '…', null],
    ],
    [
      ['Product code', '48291', 'Postal code', '10115'],
      [null, null, null, null],
    ],
    [
      ['Ada', '1815', '1912', '1906', '1930'],
      [null, null, null, null, null],
    ],
    [
      ['Colour: Tan', '48291'],
      [null, null],
    ],
    [
      ['4111', '1111', '1111', '1111', '2024'],
      [null, null, null, null, null],
    ],
  ] as const) {
    assert.deepEqual(
      withoutSecretsAcross(pieces),
      expected.map((text, i) => text ?? pieces[i]),
    );
  }
});

test('a hundred thousand texts are looked through at once', () => {
  const pieces = Array.from({ length: 100_000 }, (_, i) => `Row ${i} code ${i} is 12 34`);
  assert.equal(withoutSecretsAcross(pieces).length, pieces.length);
  const codes = Array.from({ length: 50_000 }, () => ['Your code is', '482913']).flat();
  assert.ok(withoutSecretsAcross(codes).every((piece) => !piece.includes('482913')));
});

interface Fake {
  attributes?: Record<string, string>;
  value?: string;
  label?: string;
  labelledBy?: string;
  security?: string;
  kind?: 'input' | 'textarea' | 'select';
  /** Width and height, and how many boxes of one character stand beside it. */
  size?: [number, number];
  boxes?: number;
}

/** As much of an element as secrecy looks at. */
class FakeElement {
  readonly attributes: Record<string, string>;
  readonly value: string;
  readonly isContentEditable = false;

  constructor(private readonly of: Fake) {
    this.attributes = { ...of.attributes };
    if (of.labelledBy) this.attributes['aria-labelledby'] = 'its-label';
    this.value = of.value ?? '';
  }

  get type() {
    return this.attributes['type'] ?? 'text';
  }

  get security() {
    return this.of.security ?? 'none';
  }

  /** Its label is around it. */
  closest() {
    return this.of.label ? { textContent: this.of.label, htmlFor: '' } : null;
  }

  get id() {
    return '';
  }

  get parentElement() {
    const { boxes } = this.of;
    if (boxes === undefined) return null;
    return { querySelectorAll: () => ({ length: boxes }), parentElement: null };
  }

  get ownerDocument() {
    return { defaultView: null };
  }

  getBoundingClientRect() {
    const [width, height] = this.of.size ?? [200, 30];
    return { width, height, right: width, bottom: height };
  }

  getAttribute(name: string) {
    return this.attributes[name] ?? null;
  }

  getRootNode() {
    return { getElementById: () => ({ textContent: this.of.labelledBy }) };
  }

  getClientRects() {
    return [{}];
  }
}

class FakeInput extends FakeElement {}
class FakeTextArea extends FakeElement {}

class FakeShadow {
  constructor(private readonly fields: FakeElement[]) {}

  querySelectorAll(selector: string) {
    if (selector === '*') return [];
    return this.fields.filter(({ attributes }) => {
      if (selector.startsWith('iframe')) return attributes['src'] !== undefined;
      if (selector.includes('maxlength')) return attributes['maxlength'] === '1';
      return selector === 'input' || attributes['type'] === 'password';
    });
  }
}

Object.assign(globalThis, {
  Element: FakeElement,
  HTMLElement: FakeElement,
  HTMLInputElement: FakeInput,
  HTMLTextAreaElement: FakeTextArea,
  ShadowRoot: FakeShadow,
  getComputedStyle: ({ security }: FakeElement) => ({ getPropertyValue: () => security }),
});

function field(of: Fake): Element {
  const kinds = { input: FakeInput, textarea: FakeTextArea, select: FakeElement };
  return new kinds[of.kind ?? 'input'](of) as unknown as Element;
}

function page(pathname: string, fields: Element[] = [], shadow: FakeShadow | null = null) {
  const own = new FakeShadow(fields as unknown as FakeElement[]);
  return {
    location: { pathname },
    querySelectorAll: (selector: string) =>
      selector === '*' && shadow ? [{ shadowRoot: shadow }] : own.querySelectorAll(selector),
  } as unknown as Document;
}

test('a field is secret by each name that sites give to passwords, codes and cards', () => {
  for (const name of [
    ...[
      'otp_code',
      'otpCode',
      'login_otp',
      'user_pin',
      'new_pin',
      'smsTAN',
      'mTAN',
      'mtan',
      'otp1',
    ],
    ...['pwd', 'user_pwd', 'pw', 'userPw', 'passwd', 'password2', 'passWord', 'sms2FA', 'PINcode'],
    ...['auth_code', 'authCode', 'confirmation code', 'verificationCode', 'Verification code'],
    ...['Bestätigungscode', 'bestaetigungscode', 'Sicherheitscode', 'security_code'],
    ...['Kartenprüfnummer', 'Prüfziffer', 'Prüfnummer', 'pruefziffer', 'cc_number', 'ccNumber'],
    ...['ccnum', 'cc-exp', 'cvc', 'cvv', 'cvv2', 'card_cvc', 'cardNumber', 'apiKey', 'api_key'],
  ]) {
    assert.ok(looksSecret(field({ attributes: { name } })), name);
  }
});

test('a field is recorded by each name that says nothing of secrets', () => {
  for (const name of [
    ...['postcode', 'zip code', 'zipCode', 'zip_code', 'country code', 'countryCode', 'area_code'],
    ...['discount code', 'discountCode', 'product code', 'product_code', 'Postal code', 'barcode'],
    ...['passenger', 'author', 'keyword', 'pinned', 'spinner', 'standard', 'description'],
    ...['cc', 'cc_recipients', 'title', 'Anmerkung', 'quantity', 'tangente', 'optional', 'unicode'],
  ]) {
    const plain = { name, maxlength: '8', inputmode: 'numeric' };
    assert.ok(!looksSecret(field({ attributes: plain, value: '10115' })), name);
  }
});

test('a field for any other code is secret where it is short or holds a short number', () => {
  for (const name of ['code', 'Code', 'the_code', 'smscode', 'code-1', 'Ihr Code']) {
    assert.ok(looksSecret(field({ attributes: { name, inputmode: 'numeric' } })), name);
    assert.ok(looksSecret(field({ attributes: { name, maxlength: '6' } })), name);
    assert.ok(looksSecret(field({ attributes: { name }, value: '482913' })), name);
    assert.ok(looksSecret(field({ attributes: { name } }), ' 482 913 '), name);
    const choice = field({ attributes: { name }, value: '1234', kind: 'select' });
    assert.ok(name === 'smscode' || !looksSecret(choice), name);
  }
  const long = { name: 'code', maxlength: '200' };
  assert.ok(!looksSecret(field({ attributes: long, value: 'fn main() {}' })));
  assert.ok(!looksSecret(field({ attributes: { name: 'year' }, value: '2026' })));
});

test('a field is secret by its labels and by letters that are not shown', () => {
  assert.ok(looksSecret(field({ kind: 'textarea', label: 'Recovery code' })));
  assert.ok(looksSecret(field({ labelledBy: 'Ihre PIN' })));
  assert.ok(looksSecret(field({ security: 'disc' })));
  assert.ok(looksSecret(field({ security: 'disc', kind: 'textarea' })));
  assert.ok(!looksSecret(field({ kind: 'textarea', label: 'Your comment' })));
});

test('a field that was a password once stays secret, and so does its page', () => {
  const shown = field({
    attributes: { type: 'password', name: 'field7' },
  }) as unknown as FakeElement;
  const secrets = new Secrets(page('/', [shown as unknown as Element]));
  assert.ok(secrets.isSecret(shown as unknown as Element));
  shown.attributes['type'] = 'text';
  assert.ok(secrets.isSecret(shown as unknown as Element));
  assert.ok(secrets.pageIsSecret());
});

test('a box of a code is secret, one of a puzzle is not, and boxes make their page secret', () => {
  const box = (boxes: number) => field({ attributes: { maxlength: '1', name: 'd1' }, boxes });
  for (const [boxes, secret] of [
    [3, false],
    [4, true],
    [6, true],
    [8, true],
    [81, false],
  ] as const) {
    assert.equal(looksSecret(box(boxes)), secret, String(boxes));
    assert.equal(pageIsSecret(page('/', [box(boxes)])), secret, String(boxes));
  }
});

test('a payment frame makes its page secret where one could pay in it', () => {
  const frame = (size: [number, number]) =>
    page('/', [field({ attributes: { src: 'https://js.stripe.com/v3/' }, kind: 'select', size })]);
  assert.ok(pageIsSecret(frame([320, 44])));
  for (const size of [
    [1, 1],
    [0, 0],
    [320, 1],
  ] as [number, number][]) {
    assert.ok(!pageIsSecret(frame(size)), String(size));
  }
});

const pageIsSecret = (there: Document) => new Secrets(there).pageIsSecret();

test('a page is secret by its path or by what it takes', () => {
  for (const path of [
    ...['/login', '/verify', '/account/verify/', '/verify-email', '/auth', '/auth/step2', '/oauth'],
    ...['/pay', '/pay/17', '/challenge', '/2fa', '/user/2fa', '/checkout'],
  ]) {
    assert.ok(pageIsSecret(page(path)), path);
  }
  for (const path of ['/', '/authors', '/payroll', '/paypal-news', '/verified', '/challenges']) {
    assert.ok(!pageIsSecret(page(path)), path);
  }
  assert.ok(pageIsSecret(page('/', [field({ attributes: { type: 'password' } })])));
});

/** A page whose events and changes the test makes itself. */
function watched(there: Document) {
  let touch: (event: unknown) => void = () => undefined;
  let change: (changes: unknown[]) => void = () => undefined;
  Object.assign(globalThis, {
    window: globalThis,
    document: Object.assign(there, {
      addEventListener: (_: string, listener: typeof touch) => (touch = listener),
    }),
    MutationObserver: class {
      constructor(listener: typeof change) {
        change = listener;
      }
      observe() {}
      disconnect() {}
    },
  });
  const life = new AbortController();
  const shadows = new Shadows(there);
  shadows.watch(life.signal);
  const secrets = new Secrets(there, shadows);
  secrets.watch(life.signal);
  return {
    secrets,
    touch: (...path: unknown[]) => touch({ composedPath: () => path }),
    change: (target: Element, oldValue: string) =>
      change([{ type: 'attributes', target, oldValue }]),
    end: () => life.abort(),
  };
}

test('a password in an open shadow tree makes its page secret, found before any event', () => {
  const there = page(
    '/',
    [],
    new FakeShadow([new FakeInput({ attributes: { type: 'password' } })]),
  );
  const { secrets, end } = watched(there);
  assert.ok(secrets.pageIsSecret());
  end();
  assert.ok(!secrets.pageIsSecret());
});

test('who asks once finds a password in an open shadow tree without watching the page', () => {
  const shadow = new FakeShadow([new FakeInput({ attributes: { type: 'password' } })]);
  const there = page('/', [], shadow);
  const shadows = new Shadows(there);
  const secrets = new Secrets(there, shadows);
  assert.ok(!secrets.pageIsSecret(), 'nobody looked yet');
  shadows.find();
  assert.ok(secrets.pageIsSecret());
});

test('a password is remembered where it is touched and where its page turns it into text', () => {
  const { secrets, touch, change, end } = watched(page('/'));
  const touched = field({ attributes: { type: 'password' } }) as unknown as FakeElement;
  touch(touched);
  touched.attributes['type'] = 'text';
  const turned = field({ attributes: { type: 'text' } });
  assert.ok(!secrets.isSecret(turned));
  change(turned, 'password');
  assert.ok(secrets.isSecret(turned));
  assert.ok(secrets.isSecret(touched as unknown as Element));
  end();
});

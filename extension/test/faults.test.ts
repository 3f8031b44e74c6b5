import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfDisconnect, faultOfRefusal, faultOfVersion } from '../src/background/faults';
import { ErrorCode, PROTOCOL_VERSION } from '../src/protocol';

const SENTENCES: [string, string][] = [
  ['Specified native messaging host not found.', 'notInstalled'],
  ['Access to the specified native messaging host is forbidden.', 'forbidden'],
  ['Native host has exited.', 'crashed'],
  ['Failed to start native messaging host.', 'crashed'],
  ['Error when communicating with the native messaging host.', 'garbled'],
  ['No such native application dev.stillroom.host', 'notInstalled'],
  [
    'This extension does not have permission to use native application dev.stillroom.host (or the application is not installed)',
    'notInstalled',
  ],
  ['An unexpected error occurred', 'garbled'],
  ['', 'crashed'],
];

for (const [sentence, kind] of SENTENCES) {
  test(`“${sentence.slice(0, 60)}” means ${kind}`, () => {
    assert.deepEqual(faultOfDisconnect(sentence), { kind, detail: sentence });
  });
}

test("the frame's version says which side is behind, whatever the error is called", () => {
  for (const code of [ErrorCode.PROTOCOL_TOO_OLD, ErrorCode.PROTOCOL_TOO_NEW]) {
    assert.equal(faultOfRefusal(code, 'no', PROTOCOL_VERSION + 1)?.kind, 'extensionTooOld');
    assert.equal(faultOfRefusal(code, 'no', PROTOCOL_VERSION - 1)?.kind, 'hostTooOld');
  }
  assert.equal(faultOfVersion(PROTOCOL_VERSION, ''), null);
});

test('busy and forbidden callers are told apart from other refusals', () => {
  assert.equal(faultOfRefusal(ErrorCode.BUSY, 'busy', PROTOCOL_VERSION)?.kind, 'busy');
  assert.equal(
    faultOfRefusal(ErrorCode.FORBIDDEN_CALLER, 'no', PROTOCOL_VERSION)?.kind,
    'forbidden',
  );
  assert.equal(faultOfRefusal(ErrorCode.NOT_FOUND, 'no', PROTOCOL_VERSION), null);
});

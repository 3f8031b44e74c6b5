import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutTokens } from '../src/page/links';

test('links keep where they lead and lose what must stay here', () => {
  assert.equal(withoutTokens('/list?page=2'), '/list?page=2');
  assert.equal(withoutTokens('/me?session_id=abc&x=1'), '/me');
  assert.equal(withoutTokens('data:image/png;base64,AAAA'), 'data:');
  assert.equal(withoutTokens(' javascript:alert(1)'), 'javascript:');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from '../src/summary/layer';

test('lines of a page become running text, parted words one', () => {
  assert.equal(
    join(['The council will re-', 'new the bridge. It', '', 'costs much. A T-', 'Shirt']),
    'The council will renew the bridge. It costs much. A T- Shirt',
  );
});

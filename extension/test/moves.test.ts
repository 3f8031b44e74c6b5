import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Moves, onlyHash } from '../src/ui/shared/moves';

const PAGE = 'https://paper.example/first';

test('a table of contents leads through one page, a route to another', () => {
  assert.equal(onlyHash(PAGE, `${PAGE}#methods`), true);
  assert.equal(onlyHash(`${PAGE}#methods`, `${PAGE}#results`), true);
  assert.equal(onlyHash(`${PAGE}#methods`, PAGE), true);
  for (const route of ['#/orders', '#!7', '#inbox/7', '#q=a']) {
    assert.equal(onlyHash(PAGE, PAGE + route), false, route);
    assert.equal(onlyHash(PAGE + route, PAGE), false, route);
  }
  assert.equal(onlyHash(PAGE, 'https://paper.example/second#methods'), false);
  assert.equal(onlyHash(PAGE, PAGE), false, 'the same again is loaded again');
  assert.equal(onlyHash(PAGE, undefined), false);
  assert.equal(onlyHash(null, `${PAGE}#methods`), false, 'nothing is known of what was there');
});

test('a page has come when it is whole, and only once', () => {
  const moves = new Moves();
  moves.stands(PAGE);
  assert.equal(moves.arrived({ status: 'complete' }), false, 'its last picture');
  assert.equal(moves.arrived({ status: 'loading', url: `${PAGE}?page=2` }), false);
  assert.equal(moves.arrived({ status: 'loading', url: `${PAGE}?page=2#top` }), false);
  assert.equal(moves.arrived({ status: 'complete' }), true);
  assert.equal(moves.arrived({ status: 'complete' }), false);
  // Some browsers tell of both at once, and of a load only by its state.
  assert.equal(moves.arrived({ status: 'complete', url: PAGE }), true);
  assert.equal(moves.arrived({ status: 'complete', url: `${PAGE}#methods` }), false);
  assert.equal(moves.arrived({ status: 'loading' }), false);
  assert.equal(moves.arrived({ status: 'complete' }), true);
});

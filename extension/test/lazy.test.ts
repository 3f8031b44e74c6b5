import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazySource } from '../src/page/lazy';

const of = (attributes: Record<string, string>) => lazySource((name) => attributes[name] ?? null);

test('a picture that is there keeps its address', () => {
  assert.equal(of({ src: '/a.png', 'data-src': '/b.png' }), null);
});

test('of a picture that comes later the address it will have is taken', () => {
  assert.equal(of({ src: 'data:image/gif;base64,R0', 'data-src': '/b.png' }), '/b.png');
  assert.equal(of({ 'data-original': ' /c.png ' }), '/c.png');
  assert.equal(of({ src: '', srcset: '/s.png 1x, /l.png 2x' }), '/s.png');
});

test('a picture that is in the page itself has no address', () => {
  assert.equal(of({ src: 'data:image/gif;base64,R0' }), null);
});

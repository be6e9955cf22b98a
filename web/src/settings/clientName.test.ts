import { expect, it } from 'vitest';
import { networkName, readClient } from './clientName';

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', 'Chrome', 'Linux', false],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0', 'Edge', 'Windows', false],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox', 'macOS', false],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari', 'iPhone', true],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android', true],
  ['curl/8.9.1', null, null, false],
])('%s', (agent, browser, system, phone) => {
  expect(readClient(agent)).toEqual({ browser, system, phone });
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['20010db800010002', '2001:db8:1:2::'],
  ['20010db800000000', '2001:db8::'],
  ['0000000000000000', '::'],
  ['', ''],
])('writes the network %j as %j', (network, name) => {
  expect(networkName(network)).toBe(name);
});

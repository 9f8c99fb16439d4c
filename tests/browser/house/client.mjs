// A program with a token, and staff with a token: the same office without pages.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { oneTimeCode } from './browser.mjs';

/// The registered program of the demonstration.
export async function program(where) {
  const [{ client_id, client_secret }] = where.clients;
  return bearer(where, { grant_type: 'client_credentials', client_id, client_secret });
}

/// A member of staff, who needs a one-time code here too.
export async function staff(where, sign) {
  await where.later({ minutes: 1 });
  const totp = await oneTimeCode(sign.totp_secret, await where.now());
  return bearer(where, { grant_type: 'password', username: sign.email, password: sign.password, totp });
}

async function bearer(where, asked) {
  const answer = await fetch(`${where.url}/api/v1/auth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
  assert.equal(answer.status, 200, `a token: ${await answer.clone().text()}`);
  const { access_token: token } = await answer.json();
  return {
    get: (path) => fetch(where.url + path, { headers: { authorization: `Bearer ${token}` } }),
    post: (path, body) => fetch(where.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    }),
  };
}

/// Files an inquiry; answers its number.
export async function fileByProgram(api, { name, email, on, narrative = 'Synthetic: a test.', language = 'en' }) {
  const answer = await api.post('/api/v1/cases', {
    language, purpose: 'not_business', standing: 'CA_CITIZEN',
    traveller: { name, email, born: '1984-06-01', birthplace: 'Moncton' },
    incidents: [{ place: 'us-0901', mode: 'land', on, narrative, contests: [{ complaint: 'REPEAT_SECONDARY', paper: 'NONE', told_how: 'IN_PERSON' }] }],
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return (await answer.json()).reference;
}

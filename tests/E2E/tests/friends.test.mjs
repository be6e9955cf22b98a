import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';
import { check } from '../driver/wait.mjs';

async function signUp(person) {
  await person.goto('/');
  await person.click('link', 'Sign up', { within: [['main', null]] });
  await person.type('Name to log in with', person.login);
  await person.type('Password', 'three plain words');
  await person.click('button', 'Sign up');
  await person.finds('heading', 'Nice to meet you');
  await person.fill('Name that others see', person.name);
  await person.choose('Languages you speak well', 'en');
  await person.click('button', 'Done');
  await person.finds('heading', `Hello ${person.name}`);
}

test('two sign up, become friends, and call each other with pictures', async (t) => {
  const [ada, ben] = [await Person.open(t, 'Ada Byron'), await Person.open(t, 'Ben Okri')];
  await Promise.all([signUp(ada), signUp(ben)]);

  await ada.click('link', 'People');
  await ada.type('Search people by name', 'ben okri');
  await ada.click('button', 'Add friend: Ben Okri');
  await ada.finds('button', 'Take back');
  // It comes without a reload: the mark first, then the request.
  await ben.finds('link', /^Inbox 1 unread/);
  await ben.click('link', /^People/);
  // Home shows requests too, elsewhere on the page.
  await ben.finds('heading', 'People');
  await ben.finds('heading', 'Requests to you');
  await ben.click('button', 'Accept');
  await ben.readsNoMore('Requests to you');
  await ada.click('link', /^Home/);
  await ben.click('link', /^Home/);

  await ada.click('button', 'Video call: Ben Okri');
  await ada.reads('Calling Ben Okri…');
  await ben.reads('Ada Byron is calling with video');
  await ben.click('button', 'Answer with video');
  await Promise.all([ada.sees(ben), ben.sees(ada)]);
  await Promise.all([ada.hears(), ben.hears()]);

  await ben.click('button', 'Turn the camera off');
  await ada.seesNoPicture('Ben Okri');
  await ben.click('button', 'Turn the camera on');
  await ada.sees(ben);

  await ada.click('button', 'Hang up');
  await ben.reads('Call ended');
  await Promise.all([ada.darkAndClosed(), ben.darkAndClosed()]);
  await ben.readsNoMore('Call ended');

  await ada.click('link', 'Calls');
  await ada.finds('listitem', /^Ben Okri Outgoing Video · \d+:\d\d · Today /);

  // Nobody answers: a mark for who was called, at once and later.
  await ada.click('button', 'Audio call: Ben Okri');
  await ben.reads('Ada Byron is calling');
  await ada.click('button', 'Cancel the call');
  await ada.finds('listitem', /^Ben Okri Outgoing Audio · Cancelled/);
  await ben.readsNoMore('is calling');
  await ben.click('link', /^Inbox/);
  await ben.reads('You missed a call from Ada Byron');
  await ben.click('link', /^Calls/);
  await ben.finds('listitem', /Ada Byron Incoming Audio · Missed/);

  // And one that is declined.
  await ben.click('button', 'Video call: Ada Byron', { within: [['listitem', /Missed/]] });
  await ada.click('button', 'Decline');
  await ben.reads('Ada Byron declined');
  noFaults(ada, ben);
}, patient);

test('friends call each other, one in Firefox', async (t) => {
  const [cleo, dan] = [await Person.member(t, 'Cleo Vance'), await Person.member(t, 'Dan Firth', { browser: 'firefox' })];
  await Person.befriend(cleo, dan);
  await Promise.all([cleo.goto('/home'), dan.goto('/home')]);
  await dan.click('button', 'Video call: Cleo Vance');
  await cleo.click('button', 'Answer with video');
  await Promise.all([cleo.sees(dan), dan.sees(cleo)]);
  await Promise.all([cleo.hears(), dan.hears()]);
  check((await dan.connectionsMade()) === 1, 'Firefox made more than one connection');
  await cleo.click('button', 'Hang up');
  await dan.reads('Call ended');
  await Promise.all([cleo.darkAndClosed(), dan.darkAndClosed()]);
  noFaults(cleo, dan);
}, patient);

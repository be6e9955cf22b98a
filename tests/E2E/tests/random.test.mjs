import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';
import { check, lasts, until } from '../driver/wait.mjs';

test('strangers meet: gates, queue, pictures, text, Next over one connection, report, leave', async (t) => {
  const [eva, finn, gil] = [await Person.open(t, 'Eva', { prepare: asksFirst }), await Person.open(t, 'Finn'), await Person.open(t, 'Gil')];
  const prepare = async (person) => {
    await person.goto('/talk');
    await person.fill('Your name', person.name);
    await person.type('Interests', 'chess');
    await person.press('Enter');
    await person.choose('Languages you speak', 'en');
  };
  await Promise.all([eva, finn, gil].map(prepare));

  // Neither without the devices' answer nor without the rules.
  await eva.finds('button', 'Start talking');
  check(!(await canStart(eva)), 'one can start without having been asked for the devices');
  await eva.eval(() => { window.person.refused = true; });
  await eva.click('button', 'Allow camera and microphone');
  await eva.reads('The browser keeps this page from your camera.');
  await eva.reads('Click the icon to the left of the address');
  await eva.eval(() => { window.person.refused = false; });
  await eva.click('button', 'Try again', { within: [['alert', /camera\./]] });
  await eva.click('button', 'Try again', { within: [['alert', /microphone\./]] });
  await eva.seesMoving('Your preview');
  check(!(await canStart(eva)), 'one can start without agreeing to the rules');
  await eva.click('checkbox', 'I am 18 or older.');
  check(!(await canStart(eva)), 'one can start having agreed to half of the rules');
  await agree(eva, false);
  await eva.click('button', 'Start talking');
  await eva.reads('Looking for somebody…');

  await enterQueue(finn);
  await Promise.all([eva.sees(finn), finn.sees(eva)]);
  await Promise.all([eva.hears(), finn.hears()]);
  await eva.reads('You share: chess, en');

  await eva.click('button', /^Chat/);
  await eva.type('Write a message', 'Hello, who are you?');
  await eva.press('Enter');
  await finn.click('button', /^Chat/);
  await finn.reads('Hello, who are you?');
  await finn.type('Write a message', 'Finn!');
  await finn.press('Enter');
  await eva.reads('Finn!');

  // With a third one in the queue one of the two goes on to that one, over the connection they have, and the other waits.
  await enterQueue(gil);
  await eva.click('button', 'Next');
  await until('Eva and Gil or Finn and Gil are together', async () => (await gil.has('group', 'Eva')) || (await gil.has('group', 'Finn')));
  const [matched, waits] = (await gil.has('group', 'Eva')) ? [eva, finn] : [finn, eva];
  await waits.reads(waits === eva ? 'Looking for somebody…' : 'Eva went on. Looking for somebody else…');
  await Promise.all([matched.sees(gil), gil.sees(matched)]);
  check((await matched.connectionsMade()) === 1, `${matched.name} made ${await matched.connectionsMade()} PeerConnections for two matches`);
  check(!(await matched.text()).includes('who are you'), 'the words of the last conversation are still there');

  // Whoever is reported is met no more: each goes on, and they wait though both are free.
  await matched.click('button', 'Report, block or add');
  await matched.click('menuitem', 'Report');
  await matched.click('radio', 'Harassment or threats');
  await matched.click('button', 'Send the report');
  await matched.reads('Thank you. A moderator will look at it.');
  await until('the one who waited is with one of the two', async () => (await waits.has('group', matched.name)) || (await waits.has('group', 'Gil')));
  const [partner, alone] = (await waits.has('group', 'Gil')) ? [gil, matched] : [matched, gil];
  await Promise.all([waits.sees(partner), partner.sees(waits)]);
  await alone.reads(/Looking for somebody/);
  await waits.click('button', 'End the conversation and stop');
  await waits.reads('That was it');
  await partner.reads(`${waits.name} left. Looking for somebody else…`);
  // Both wait now, and nobody else does.
  await Promise.all([partner, alone].map((person) => person.reads(/Place \d of 2/)));
  await lasts('the reported and the reporter are not matched', async () => !(await partner.has('group', alone.name)) && !(await alone.has('group', partner.name)), 4_000);

  for (const person of [partner, alone]) {
    await person.click('button', 'Stop');
    await person.reads('Your camera and microphone are off.');
  }
  await Promise.all([eva, finn, gil].map((person) => person.darkAndClosed()));
  noFaults(eva, finn, gil);
}, patient);

/** A browser that has not been asked for the devices yet; the ones of the tests have all been answered with yes. */
function asksFirst() {
  navigator.permissions.query = async () => ({ state: 'prompt' });
}

function canStart(person) {
  return person.eval(() => window.person.findAll('button', 'Start talking').some((button) => !button.disabled));
}

async function agree(person, adult = true) {
  if (adult) await person.click('checkbox', 'I am 18 or older.');
  await person.click('checkbox', /^I keep to the rules/);
}

async function enterQueue(person) {
  await agree(person);
  await person.click('button', 'Start talking');
}

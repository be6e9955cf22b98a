import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';

test('three in a group chat: link, messages, reply, edit, reaction and read marks at once', async (t) => {
  const everybody = await Promise.all(['Lea Gold', 'Max Reed', 'Nina Pryde'].map((name) => Person.member(t, name)));
  const [lea, max, nina] = everybody;
  await Person.befriend(lea, max);

  // One is added as a friend, the other comes by the link.
  await lea.goto('/chats');
  await max.goto('/chats');
  await max.reads('No chats yet');
  await lea.click('button', 'New group');
  await lea.type('Name of the group', 'Sunday crew');
  await lea.click('checkbox', /Max Reed/);
  await lea.click('button', 'Create the group');
  await lea.finds('heading', 'Sunday crew');
  await max.click('link', /Sunday crew/);
  await lea.click('button', 'More actions', { within: [['region', 'Sunday crew']] });
  await lea.click('menuitem', 'Details');
  await lea.finds('button', 'Copy the invite link');
  const { body } = await lea.api('GET', `/groups/${lea.page.url().split('/').at(-1)}`);
  await lea.press('Escape');
  await nina.goto(`/g/${body.code}`);
  await nina.click('button', 'Join the group');
  await Promise.all(everybody.map((person) => person.reads('Nina Pryde joined')));
  await lea.reads('3 members');

  const say = async (person, text) => {
    await person.type('Write a message', text);
    await person.press('Enter');
  };
  const bubble = (person, text) => person.finds('listitem', new RegExp(text), { within: log });
  const log = [['log', 'Sunday crew']];
  await say(lea, 'Who brings the map?');
  await Promise.all([max, nina].map((person) => bubble(person, 'Who brings the map\\?')));
  // Both have it open, so both have read it.
  await lea.finds('listitem', /Who brings the map\? .*Read$/, { within: log });

  await nina.hover('listitem', /Who brings the map/, { within: log });
  await nina.click('button', 'More actions', { within: [...log, ['listitem', /Who brings the map/]] });
  await nina.click('menuitem', 'Reply');
  await nina.reads('Reply to Lea Gold');
  await say(nina, 'I do');
  await Promise.all(everybody.map((person) => person.finds('listitem', /Lea Gold Who brings the map\? I do/, { within: log })));

  await nina.click('button', 'More actions', { within: [...log, ['listitem', /I do/]] });
  await nina.click('menuitem', 'Edit');
  await nina.fill('Write a message', 'I do, and the tea');
  await nina.press('Enter');
  await Promise.all(everybody.map((person) => person.finds('listitem', /I do, and the tea .*edited/, { within: log })));

  await max.click('button', 'More actions', { within: [...log, ['listitem', /I do, and the tea/]] });
  await max.click('menuitem', '🎉');
  await Promise.all(everybody.map((person) => person.finds('button', '🎉, 1')));
  await lea.click('button', '🎉, 1');
  await Promise.all(everybody.map((person) => person.finds('button', '🎉, 2')));

  // Who looks elsewhere has unread ones, and reads them later.
  await max.click('link', /^Home/);
  await max.finds('heading', 'Hello Max Reed');
  await say(lea, 'Until Sunday then');
  await max.finds('link', /^Chats 1 unread/);
  await nina.finds('listitem', /Until Sunday then/, { within: log });
  await lea.finds('listitem', /Until Sunday then .*(Sent|Delivered)$/, { within: log });
  await max.click('link', /^Chats/);
  await max.click('link', /Sunday crew/);
  await max.finds('listitem', /Until Sunday then/, { within: log });
  await lea.finds('listitem', /Until Sunday then .*Read$/, { within: log });

  await lea.click('button', 'More actions', { within: [...log, ['listitem', /Who brings the map\? \d/]] });
  await lea.click('menuitem', 'Delete for everybody');
  await lea.click('button', 'Delete', { within: [['dialog', null]] });
  await Promise.all(everybody.map((person) => person.reads('This message was deleted')));
  noFaults(...everybody);
}, patient);

import { readFileSync } from 'node:fs';
import { Inspection } from '../driver/axe.mjs';
import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';

const themes = [...readFileSync(new URL('../../../web/src/theme/themes.ts', import.meta.url), 'utf8').split('[')[1].split(']')[0].matchAll(/'([a-z]+)'/g)].map(([, name]) => name);

test('axe has no serious finding on any screen, in light and dark, nor on five in every theme', async (t) => {
  const axe = new Inspection();
  const [visitor, will, amy, zoe] = await Promise.all([Person.open(t, 'Visitor'), Person.member(t, 'Will Hart'), Person.member(t, 'Amy Tan'), Person.member(t, 'Zoe Park')]);

  await visitor.goto('/');
  await visitor.finds('link', 'Log in', { within: [['main', null]] });
  await axe.inspect(visitor, 'landing', themes);
  for (const [path, heading] of [['/login', 'Welcome back'], ['/signup', 'Create your account'], ['/nothing', 'There is nothing here'], ['/m/bcdf-ghjk-mnpq', 'There is no such meeting']]) {
    await visitor.goto(path);
    await visitor.finds('heading', heading);
    await axe.inspect(visitor, path);
  }
  await visitor.goto('/signup');
  await visitor.click('button', 'Sign up');
  await visitor.reads('Use at least 8 characters.');
  await axe.inspect(visitor, 'sign-up with mistakes');
  await visitor.goto('/talk');
  await visitor.seesMoving('Your preview');
  await axe.inspect(visitor, 'random call, profile');

  await will.goto('/welcome');
  await will.finds('heading', 'Nice to meet you');
  await axe.inspect(will, 'welcome');
  for (const [path, text] of [['/home', 'No friends yet'], ['/chats', 'No chats yet'], ['/calls', 'No calls yet'], ['/meetings', 'No meetings yet'], ['/inbox', 'Nothing new']]) {
    await will.goto(path);
    await will.reads(text);
    await axe.inspect(will, `${path}, empty`);
  }

  // A life for the lists: friends, requests both ways, a group with words, a missed call, meetings.
  await Person.befriend(will, amy);
  await zoe.api('POST', '/friends/requests', { userId: will.id });
  const { body: group } = await will.api('POST', '/groups', { name: 'Walkers', memberIds: [amy.id] });
  const { body: chat } = await will.api('POST', '/conversations', { userId: amy.id });
  await will.api('POST', '/meetings', { title: 'Autumn plans', startsAt: Date.now() + 86_400_000, lobby: true, guests: true });
  await amy.goto(`/chats/${chat.id}`);
  await amy.type('Write a message', 'See https://example.org/map for the way');
  await amy.press('Enter');
  await will.goto(`/chats/${chat.id}`);
  await will.reads('See https://example.org/map');
  await axe.inspect(will, 'chat');
  await will.click('button', 'More actions', { within: [['listitem', /example.org/]] });
  await axe.inspect(will, 'menu of a message');
  await will.click('menuitem', 'Reply');
  await will.type('Write a message', 'Thanks, and [brackets]!');
  await will.press('Enter');
  await amy.click('button', 'More actions', { within: [['listitem', /brackets/]] });
  await amy.click('menuitem', '❤️');
  await will.finds('button', '❤️, 1');
  await amy.type('Write a message', 'I am still writ');
  await will.reads('Amy Tan is typing…');
  await axe.inspect(will, 'chat with reply, reaction and typing', themes);
  await will.goto(`/chats/${group.conversationId}`);
  await will.click('button', 'More actions', { within: [['region', 'Walkers']] });
  await will.click('menuitem', 'Details');
  await will.finds('button', 'Copy the invite link');
  await axe.inspect(will, 'group, details');
  await will.press('Escape');
  await amy.goto(`/chats/${group.conversationId}`);
  await amy.type('Write a message', 'Who brings tea?');
  await amy.press('Enter');
  await will.reads('Who brings tea?');
  await axe.inspect(will, 'group');
  await will.click('button', 'New group');
  await will.finds('dialog', 'New group');
  await axe.inspect(will, 'new group');
  await will.goto(`/g/${group.code}`);
  await will.finds('button', 'Join the group');
  await axe.inspect(will, 'group invitation');

  await amy.goto('/home');
  await amy.click('button', 'Video call: Will Hart');
  await will.reads('Amy Tan is calling with video');
  await axe.inspect(will, 'incoming call');
  await axe.inspect(amy, 'outgoing call');
  await amy.click('button', 'Cancel the call');
  await amy.click('button', 'Actions for Will Hart');
  await axe.inspect(amy, 'menu of a friend');
  await will.goto('/home');
  await will.finds('button', 'Accept');
  await axe.inspect(will, 'home', themes);
  for (const [path, text] of [['/people', 'Requests to you'], ['/calls', 'Missed'], ['/meetings', 'Autumn plans'], ['/inbox', 'You missed a call from Amy Tan']]) {
    await will.goto(path);
    await will.reads(text);
    await axe.inspect(will, path);
  }
  await will.goto('/people');
  await will.type('Search people by name', 'amy');
  await will.finds('button', 'Message: Amy Tan');
  await axe.inspect(will, 'people, found');
  await will.goto('/meetings?new');
  await will.finds('dialog', 'New meeting');
  await axe.inspect(will, 'new meeting');
  await will.goto('/settings');
  await will.finds('heading', 'Settings');
  await will.finds('button', 'Delete my account');
  await axe.inspect(will, 'settings', themes);
  await will.click('button', 'Delete my account');
  await axe.inspect(will, 'settings, deletion');

  // Reported, suspended, appealed: by hand, since each step is a screen.
  await t.server.admin('grant', will.login);
  await amy.api('POST', '/reports', { userId: zoe.id, context: 'profile', reason: 'harassment', text: 'Shouts at people' });
  await will.goto('/moderation');
  await will.reads('Shouts at people');
  await axe.inspect(will, 'moderation', themes);
  await zoe.goto('/home');
  await zoe.finds('heading', 'Hello Zoe Park');
  await will.click('button', 'Decide', { within: [['listitem', /Zoe Park/]] });
  await will.finds('dialog', 'Zoe Park');
  await axe.inspect(will, 'moderation, decision');
  await will.type(null, 'Be kind', { within: [['dialog', 'Zoe Park']] });
  await will.click('button', 'Suspend');
  // All log-ins have ended; the next one shows why.
  await zoe.finds('heading', 'Welcome back');
  await zoe.reads('Your account is suspended.');
  await zoe.type('Name to log in with', zoe.login);
  await zoe.type('Password', 'three plain words');
  await zoe.click('button', 'Log in');
  await zoe.finds('heading', 'Your account is suspended');
  await axe.inspect(zoe, 'suspended');
  await zoe.type(/^Appeal|Say why/, 'I was only cheering');
  await zoe.click('button', 'Appeal');
  await zoe.reads('Your appeal was sent.');
  for (const [tab, text] of [['Bans', 'Zoe Park'], ['Appeals', 'I was only cheering'], ['Audit log', 'Will Hart']]) {
    await will.click('tab', tab);
    await will.reads(text);
    await axe.inspect(will, `moderation, ${tab}`);
  }
  await will.goto('/rooms');
  await will.finds('heading', 'Live rooms');
  await axe.inspect(will, 'live rooms');

  t.note(`${axe.runs} looks`);
  axe.conclude();
  noFaults(visitor, will, amy, zoe);
}, patient);

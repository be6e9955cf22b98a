import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';

test('a meeting of four: lobby, pictures, screen share, moderation, end for all', async (t) => {
  const everybody = await Promise.all([
    Person.member(t, 'Hedy Lamarr'), Person.member(t, 'Ivan Petrov'), Person.open(t, 'Jo'), Person.open(t, 'Kim'),
  ]);
  const [hedy, ivan, jo, kim] = everybody;

  await hedy.goto('/meetings');
  await hedy.click('button', 'New meeting');
  await hedy.type('Name', 'Radio round');
  await hedy.click('switch', 'People wait to be let in');
  await hedy.click('button', 'Start now', { within: [['dialog', 'New meeting']] });
  await hedy.finds('heading', 'Radio round');
  await hedy.reads('Nobody is in there yet');
  await hedy.seesMoving('Your preview');
  await hedy.click('button', 'Join now');
  await hedy.reads('You are the only one here');

  // By the link. Who has no account says a name.
  const link = hedy.page.url();
  await Promise.all([ivan, jo, kim].map((person) => person.goto(link)));
  await ivan.click('button', 'Ask to join');
  await ivan.reads('Somebody will let you in soon');
  await hedy.reads('Ivan Petrov wants to join');
  await hedy.click('button', 'Let in');
  await Promise.all([hedy.sees(ivan), ivan.sees(hedy)]);

  await jo.type('Your name', 'Jo');
  await jo.click('button', 'Ask to join');
  await hedy.reads('Jo wants to join');
  await hedy.click('button', 'Decline');
  await jo.reads('You were not let in');
  await jo.click('button', 'Ask again');
  await kim.type('Your name', 'Kim');
  await kim.click('button', 'Ask to join');
  await hedy.reads('2 people wait to be let in');
  await hedy.click('button', 'Let everybody in');
  await Promise.all(everybody.flatMap((one) => everybody.filter((other) => other !== one).map((other) => one.sees(other))));
  await Promise.all(everybody.map((person) => person.hears()));

  await kim.click('button', 'Raise hand');
  await jo.click('button', /^Chat/);
  await jo.type('Write a message', 'Kim is first');
  await jo.press('Enter');
  await hedy.click('button', /^Chat/);
  await hedy.reads('Kim is first');

  await ivan.click('button', 'Share your screen');
  await Promise.all([hedy, jo, kim].map((person) => person.seesMoving('Ivan Petrov shares a screen')));
  await ivan.reads('You are sharing your screen');
  await ivan.click('button', 'Stop sharing', { within: [['toolbar', null]] });
  await Promise.all([hedy, jo, kim].map((person) => person.misses('group', 'Ivan Petrov shares a screen')));

  const people = [['region', 'People']];
  await hedy.click('button', /^People \(4\)/);
  await hedy.finds('img', 'Kim raised a hand', { within: people });
  await hedy.click('button', 'Actions for Jo', { within: people });
  await hedy.click('menuitem', 'Mute');
  await jo.finds('button', 'A host muted you');
  await ivan.finds('img', 'Microphone off', { within: [['group', 'Jo']] });

  await hedy.click('button', 'Actions for Kim', { within: people });
  await hedy.click('menuitem', 'Remove from the meeting');
  await hedy.click('button', 'Remove from the meeting', { within: [['dialog', null]] });
  await kim.reads('You were removed');
  await kim.darkAndClosed();
  await Promise.all([hedy, ivan, jo].map((person) => person.misses('group', 'Kim')));
  await Promise.all([hedy.sees(ivan), ivan.sees(jo), jo.sees(hedy)]);

  await hedy.click('button', 'Leave');
  await hedy.click('menuitem', 'End for everybody');
  await hedy.click('button', 'End for everybody', { within: [['dialog', null]] });
  await Promise.all([hedy, ivan, jo].map((person) => person.reads('The meeting has ended')));
  await Promise.all([hedy, ivan, jo].map((person) => person.darkAndClosed()));
  noFaults(...everybody);
}, patient);

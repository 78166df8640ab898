// A real SMTP server (Nodemailer's smtp-server) on loopback, for tests. The module's folder is the argument; the first line on
// stdin is its configuration in JSON; it tells what happens as JSON lines, and ends when stdin ends.
'use strict';
const { SMTPServer } = require(process.argv[2]);

const say = what => process.stdout.write(JSON.stringify(what) + '\n');
const refuse = (code, message) => Object.assign(new Error(message), { responseCode: code });

function start(config) {
  const server = new SMTPServer({
    secure: config.secure,
    key: config.key,
    cert: config.cert,
    authOptional: !config.user,
    hideSTARTTLS: !config.starttls,
    disabledCommands: config.starttls || config.secure ? [] : ['STARTTLS'],
    hideENHANCEDSTATUSCODES: false,
    hideDSN: false,
    logger: false,
    onConnect(session, callback) {
      say({ what: 'connect', secure: session.secure });
      callback(config.greeting ? refuse(config.greeting, 'Not now.') : undefined);
    },
    onClose() {
      say({ what: 'close' });
    },
    onAuth(auth, session, callback) {
      const good = auth.username === config.user && auth.password === config.password;
      say({ what: 'auth', secure: session.secure, good });
      callback(good ? null : new Error('Bad credentials for ' + auth.username), good ? { user: auth.username } : undefined);
    },
    onMailFrom(address, session, callback) {
      callback(address.address.startsWith('evil') ? refuse(553, address.address + ' may not send') : undefined);
    },
    onRcptTo(address, session, callback) {
      const who = address.address.split('@')[0];
      const answers = { gone: 550, full: 452, closing: 421 };
      callback(answers[who] ? refuse(answers[who], '<' + address.address + '> was not taken') : undefined);
    },
    onData(stream, session, callback) {
      const chunks = [];
      const to = session.envelope.rcptTo[0].address;
      const who = to.split('@')[0];
      stream.on('data', chunk => chunks.push(chunk));
      if (who === 'cut') {
        for (const connection of server.connections) connection._socket.destroy();
        return;
      }
      stream.on('end', () => {
        if (who === 'spam') return callback(refuse(554, to + ' gets no such thing'));
        if (who === 'later') return callback(refuse(451, to + ' is greylisted'));
        say({
          what: 'mail', secure: session.secure, user: session.user ?? null, from: session.envelope.mailFrom.address, to,
          envid: session.envelope.dsn?.envid ?? null, notify: session.envelope.rcptTo[0].dsn?.notify ?? null, data: Buffer.concat(chunks).toString('latin1'),
        });
        callback(null, 'Kept.');
        // A server that hangs up on who stays.
        if (who === 'hangup') setImmediate(() => { for (const connection of server.connections) connection._socket.destroy(); });
      });
    },
  });
  server.on('error', fault => say({ what: 'error', fault: fault.message }));
  server.listen(0, '127.0.0.1', () => say({ what: 'listen', port: server.server.address().port }));
}

let head = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', text => {
  if (head === null) return;
  head += text;
  const end = head.indexOf('\n');
  if (end < 0) return;
  start(JSON.parse(head.slice(0, end)));
  head = null;
});
process.stdin.on('end', () => process.exit(0));

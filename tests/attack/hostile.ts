/** Texts that try to be more than text. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  '</title><script>alert(1)</script>',
  '[click](javascript:alert(1))',
  '![x](javascript:alert(1))',
  '[click]: javascript:alert(1)',
  '[1]: javascript:alert(1) "Source"',
  '<javascript:alert(1)>',
  '<https://evil.example|School>',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](vbscript:msgbox(1))',
  '&#106;avascript:alert(1)',
  '**bold** _it_ ~~gone~~ `code` # head',
  '\\[a](javascript:alert(1))',
  '\u202Egnp.exe',
  '\u001b[2J\u001b]8;;javascript:alert(1)\u0007click\u001b]8;;\u0007',
  '\u009b31mred',
  'line\r\nSet-Cookie: a=b\r\n\r\n<script>',
  '__proto__',
  'constructor',
  '{{constructor.constructor("alert(1)")()}}',
  "'; DROP TABLE conversations; --",
  '{"__proto__":{"polluted":true}}',
];

/** Bodies that would change what all objects have, if they were merged without care. */
export const POLLUTING: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"channelData":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
  '{"entities":[{"type":"x","__proto__":{"polluted":true}}]}',
  '{"value":{"__proto__":{"polluted":true},"choice":"__proto__"}}',
  '{"from":{"id":"__proto__","name":"__proto__","__proto__":{"polluted":true}}}',
  '{"user":{"id":"dl___proto__","__proto__":{"polluted":true}}}',
];

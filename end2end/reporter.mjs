// One line a test, the causes at the end, and last the sums.
export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  const causes = [];
  for await (const { type, data } of events) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    const isFile = data?.name?.endsWith('.mjs');
    // Newer versions of Node report a file as a test; one that could not even load has no other.
    if (type === 'test:pass' && !isFile && !data.skip) {
      passed++;
      yield `ok   ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
    } else if (type === 'test:fail' && !(isFile && data.details.error?.failureType === 'subtestsFailed')) {
      failed++;
      const error = data.details.error?.cause ?? data.details.error;
      yield `FAIL ${data.name}\n`;
      causes.push(`--- ${data.name}\n${error?.stack ?? error}\n`);
    }
  }
  yield* causes;
  yield `${passed} passed, ${failed} failed\n`;
}

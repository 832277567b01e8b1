package io.github.microovn.lxd.testing;

import org.junit.jupiter.api.TestInstance;

/**
 * Facts about LXD's API, each a test. They hold for the real daemon and for the embedded one, or the embedded one has
 * drifted. A fact enters the embedded server only with a test here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LxdContract
        implements EnvelopeFacts, OperationFacts, ExecFacts, StreamFacts, FileFacts, StateFacts, ImageFacts {}

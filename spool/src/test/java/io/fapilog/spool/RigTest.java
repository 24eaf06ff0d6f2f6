package io.fapilog.spool;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of spools in a directory of its own. */
abstract class RigTest {
    @TempDir
    Path temporary;

    SpoolRig rig;

    @BeforeEach
    final void createRig() {
        rig = new SpoolRig(temporary.resolve("spool"));
    }
}

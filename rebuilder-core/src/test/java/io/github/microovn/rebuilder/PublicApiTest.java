package io.github.microovn.rebuilder;

import io.github.microovn.lxd.testing.HouseRules;
import io.github.microovn.lxd.testing.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void changesOnlyWhereAReviewerSeesIt() throws IOException {
        PublicApi.assertIsAsCommitted(HouseRules.mainClassesOf(Rebuilder.class));
    }
}

package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what was found out about the products on a host: a result for each trouble, and one for all that is well. */
final class Findings {

    private final String host;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** What was found when one thing was looked at. */
    private static final class Kind {
        private final Map<String, List<Check>> fine = new LinkedHashMap<>();
        private final List<Check> troubles = new ArrayList<>();
    }

    Findings(String host) {
        this.host = host;
    }

    /** Something about a product, or about all. */
    void add(String name, String target, Verdict verdict, String what, String advice) {
        kind(name).troubles.add(new Check(name, host, target, verdict, what, advice));
    }

    /**
     * Something that is well.
     *
     * @param name what was looked at
     * @param target the product
     * @param alone what is said after its name when it is the only one
     * @param together what is said of several that it holds for
     */
    void fine(String name, String target, String alone, String together) {
        kind(name)
                .fine
                .computeIfAbsent(together, first -> new ArrayList<>())
                .add(Check.ok(name, host, target, target + " " + alone));
    }

    /** All results, by what was looked at. */
    List<Check> all() {
        List<Check> all = new ArrayList<>();
        kinds.forEach((name, kind) -> {
            kind.fine.forEach((together, checks) -> all.add(
                    checks.size() == 1
                            ? checks.get(0)
                            : Check.ok(name, host, "", checks.size() + " programs " + together)));
            all.addAll(kind.troubles);
        });
        return all;
    }

    private Kind kind(String name) {
        return kinds.computeIfAbsent(name, first -> new Kind());
    }
}

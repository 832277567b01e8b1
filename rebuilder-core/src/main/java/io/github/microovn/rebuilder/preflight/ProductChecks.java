package io.github.microovn.rebuilder.preflight;

import io.github.microovn.rebuilder.result.Check;
import io.github.microovn.rebuilder.result.Check.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges whether products can run on a host, by what was found out there. */
final class ProductChecks {

    private static final Pattern NO_LIBRARY = Pattern.compile("(\\S+) => not found.*");
    private static final Pattern NO_VERSION = Pattern.compile("([^/\\s]+): version `([^']*)' not found");
    private static final Pattern UBUNTU_BASE = Pattern.compile("core(\\d\\d)");
    private static final Pattern SAID = Pattern.compile("(\\d{1,3}) ?(.*)");
    private static final Pattern SWITCH_VERSION = Pattern.compile("\\(Open vSwitch\\) (\\d+)\\.(\\d+)");
    private static final int TIMED_OUT = 124;
    private static final int KILLED = 128;

    private final HostFacts facts;
    private final Findings findings;

    ProductChecks(String host, HostFacts facts) {
        this.facts = facts;
        this.findings = new Findings(host);
    }

    List<Check> all(List<Product> products) {
        boolean programs = products.stream().anyMatch(product -> product.elf().isPresent());
        boolean inside = facts.get("base").isPresent();
        if (programs && !inside) {
            findings.add(
                    "environment",
                    "",
                    Verdict.WARN,
                    "programs cannot be tried: " + facts.get("outside").orElse("the snap does not run"),
                    "look at 'snap list' there");
        }
        for (int i = 0; i < products.size(); i++) {
            if (products.get(i).elf().isPresent()) {
                architecture(products.get(i));
                if (inside) {
                    tried(products.get(i), i);
                }
            } else if (!facts.about("old", i).isEmpty()) {
                String name = products.get(i).name();
                findings.add(
                        "product",
                        name,
                        Verdict.FAIL,
                        name + " is no program (ELF), but the file that it replaces is one",
                        "let local_path name the program itself, and build it again");
            }
        }
        return findings.all();
    }

    private void architecture(Product product) {
        String machine = product.elf().orElseThrow().machine();
        Optional<String> own = facts.get("machine");
        if (own.isPresent() && !own.get().equals(machine)) {
            String what = product.name() + " is a program for " + machine + ", the host is " + own.get();
            findings.add("architecture", product.name(), Verdict.FAIL, what, "build it for " + own.get());
        } else if (own.isPresent()) {
            findings.fine("architecture", product.name(), "is a program for " + machine, "are for " + machine);
        }
    }

    private void tried(Product product, int number) {
        Matcher said =
                SAID.matcher(facts.about("new", number).stream().findFirst().orElse(""));
        if (!said.matches()) {
            return;
        }
        List<String> lacks = facts.about("lacks", number);
        if (!lacks.isEmpty()) {
            libraries(product, lacks);
            return;
        }
        findings.fine(
                "libraries", product.name(), "finds all of its libraries", "find all of their libraries in the snap");
        String text = said.group(2).replace(fileName(product.staged()), fileName(product.remotePath()));
        starts(product, Integer.parseInt(said.group(1)), text);
        if (said.group(1).equals("0")) {
            releases(product, text);
            switches(
                    product,
                    text,
                    facts.about("old", number).stream().findFirst().orElse(""));
        }
    }

    private void libraries(Product product, List<String> lacks) {
        Set<String> missing = new LinkedHashSet<>();
        for (String line : lacks) {
            Matcher library = NO_LIBRARY.matcher(line);
            Matcher version = NO_VERSION.matcher(line);
            if (library.matches()) {
                missing.add(library.group(1));
            } else if (version.find()) {
                missing.add(version.group(2) + " of " + version.group(1));
            } else {
                missing.add(line);
            }
        }
        String base = facts.get("base").orElse("");
        String glibc =
                facts.get("glibc").map(version -> " (glibc " + version + ")").orElse("");
        Matcher ubuntu = UBUNTU_BASE.matcher(base);
        String system =
                ubuntu.matches() ? "Ubuntu " + ubuntu.group(1) + ".04" : "the system that base " + base + " is made of";
        findings.add(
                "libraries",
                product.name(),
                Verdict.FAIL,
                product.name() + " needs " + String.join(", ", missing) + ", which neither base " + base + glibc
                        + " nor the snap has",
                "build it on " + system + ", for instance in a container with the source directory as a disk");
    }

    private void starts(Product product, int code, String text) {
        String name = product.name();
        String asked = name + " --version";
        if (code == 0) {
            findings.fine("starts", name, "--version says: " + text, "start and say their version");
        } else if (code == TIMED_OUT) {
            findings.add("starts", name, Verdict.WARN, asked + " did not end within 10 s", "");
        } else if (code >= KILLED) {
            findings.add(
                    "starts",
                    name,
                    Verdict.FAIL,
                    asked + " was killed by signal " + (code - KILLED) + ending(text),
                    "look at it in a debugger");
        } else if (code == 126 || code == 127) {
            findings.add("starts", name, Verdict.FAIL, name + " does not start" + ending(text), "");
        } else {
            findings.add("starts", name, Verdict.WARN, asked + " ended with exit code " + code + ending(text), "");
        }
    }

    private static String ending(String text) {
        return text.isBlank() ? "" : ": " + text;
    }

    private void releases(Product product, String said) {
        if (!fileName(product.remotePath()).startsWith("ovn")) {
            return;
        }
        Optional<Release> built = Release.in(said);
        Optional<Release> there = facts.get("version").flatMap(Release::in);
        if (built.isEmpty() || there.isEmpty()) {
            return;
        }
        String releases = "OVN " + built.get() + ", the cluster's snap " + there.get();
        String what = product.name() + " is " + releases;
        if (built.equals(there)) {
            findings.fine(Preflight.VERSION, product.name(), "is " + releases, "are " + releases);
        } else if (built.get().worksWith(there.get())) {
            findings.add(
                    Preflight.VERSION,
                    product.name(),
                    Verdict.WARN,
                    what,
                    "deploy the schemas too, or check out branch-" + there.get());
        } else {
            findings.add(
                    Preflight.VERSION,
                    product.name(),
                    Verdict.FAIL,
                    what + ": more than one long-term release apart",
                    "check out branch-" + there.get());
        }
    }

    // OVS 2.15 and 3.2 write databases that older servers cannot read.
    private void switches(Product product, String built, String replaced) {
        Matcher now = SWITCH_VERSION.matcher(built);
        Matcher before = SWITCH_VERSION.matcher(replaced);
        if (!fileName(product.remotePath()).equals("ovsdb-server") || !now.find() || !before.find()) {
            return;
        }
        for (int border : List.of(215, 302)) {
            if (number(now) >= border != number(before) >= border) {
                String what = String.format(
                        Locale.ROOT,
                        "%s is Open vSwitch %s.%s, the host has %s.%s: from %d.%d on servers write databases that older ones cannot read",
                        product.name(),
                        now.group(1),
                        now.group(2),
                        before.group(1),
                        before.group(2),
                        border / 100,
                        border % 100);
                findings.add(
                        Preflight.VERSION,
                        product.name(),
                        Verdict.WARN,
                        what,
                        "deploy it to all servers before any schema is converted, and do not go back after");
                return;
            }
        }
    }

    private static int number(Matcher version) {
        return Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

package io.github.microovn.rebuilder.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code microovn status} says of the members of a cluster. */
final class StatusText {

    private static final Pattern MEMBER = Pattern.compile("- (\\S+) \\(([^)]*)\\)");
    private static final Pattern SERVICES = Pattern.compile("\\s+Services: (.*)");

    private StatusText() {}

    /**
     * A member.
     *
     * @param name its name
     * @param address its address
     * @param services what it runs, such as {@code central}
     */
    record Member(String name, String address, List<String> services) {

        /** {@inheritDoc} */
        Member {
            services = List.copyOf(services);
        }

        boolean central() {
            return services.contains("central");
        }
    }

    /** Reads the members, in the order they are written. */
    static List<Member> members(String status) {
        List<Member> members = new ArrayList<>();
        for (String line : status.lines().toList()) {
            Matcher member = MEMBER.matcher(line);
            Matcher services = SERVICES.matcher(line);
            if (member.matches()) {
                members.add(new Member(member.group(1), member.group(2), List.of()));
            } else if (services.matches() && !members.isEmpty()) {
                Member last = members.remove(members.size() - 1);
                members.add(new Member(
                        last.name(),
                        last.address(),
                        List.of(services.group(1).strip().split(",\\s*"))));
            }
        }
        return members;
    }
}

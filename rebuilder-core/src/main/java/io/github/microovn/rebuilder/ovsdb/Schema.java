package io.github.microovn.rebuilder.ovsdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a schema says of itself. The checksum tells apart edits that left the version as it was.
 *
 * @param database the database that it is for, such as {@code OVN_Northbound}
 * @param version its version, such as {@code 7.1.0}; {@code -} when it has none
 * @param checksum its checksum, such as {@code 94023179 33468}; {@code -} when it has none
 */
public record Schema(String database, String version, String checksum) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");
    private static final String SWITCH = "Open_vSwitch";

    /**
     * Whether each host has a database of its own by this name; else the cluster has one.
     *
     * @return true for the configuration of a switch
     */
    public boolean perHost() {
        return database.equals(SWITCH);
    }

    /** Whether MicroOVN has such a database. */
    boolean known() {
        return perHost() || database.equals("OVN_Northbound") || database.equals("OVN_Southbound");
    }

    /** Whether it is older than another one, by the versions. */
    boolean olderThan(Schema other) {
        Matcher own = VERSION.matcher(version);
        Matcher others = VERSION.matcher(other.version);
        if (!own.matches() || !others.matches()) {
            return false;
        }
        for (int part = 1; part <= 3; part++) {
            int difference = Integer.parseInt(own.group(part)) - Integer.parseInt(others.group(part));
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    /**
     * Which it is, in a sentence beside another one.
     *
     * @param other the other one
     * @return the version; with the checksum where the versions are equal
     */
    public String besides(Schema other) {
        return version.equals(other.version) ? version + " (checksum " + checksum + ")" : version;
    }
}

package io.github.microovn.lxd.internal.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the configurations of the commands {@code lxc} and {@code incus} can be. */
public final class ConfigPlaces {
    private final Map<String, String> environment;
    private final Path root;
    private final @Nullable Path given;

    /**
     * Looks nowhere yet.
     *
     * @param environment the variables that can name a place, and {@code HOME}
     * @param root what the usual places of the machine are below
     * @param given the only place to look at, or null for the usual ones
     */
    public ConfigPlaces(Map<String, String> environment, Path root, @Nullable Path given) {
        this.environment = environment;
        this.root = root;
        this.given = given;
    }

    /**
     * A directory with a configuration.
     *
     * @param directory it has {@code config.yml} and {@code servercerts}
     * @param user the directory of the user, where the client's key is; the same, except for a configuration that an
     *     administrator wrote for all users
     */
    public record Place(Path directory, Path user) {
        /** Returns the file with the remotes. */
        public Path file() {
            return directory.resolve("config.yml");
        }
    }

    /** Returns the places in the order to look at them, those of users first. */
    public List<Place> places() {
        if (given != null) {
            return List.of(new Place(given, given));
        }
        List<Place> places = new ArrayList<>();
        Path user = userDirectory();
        for (Path directory : lxdUserDirectories()) {
            places.add(new Place(directory, directory));
        }
        Path incusUser = named("INCUS_CONF", home().resolve(".config/incus"));
        places.add(new Place(incusUser, incusUser));
        if (environment.getOrDefault("LXD_GLOBAL_CONF", "").isEmpty()) {
            places.add(new Place(root.resolve("var/snap/lxd/common/global-conf"), user));
        }
        places.add(new Place(named("LXD_GLOBAL_CONF", root.resolve("etc/lxd")), user));
        places.add(new Place(named("INCUS_GLOBAL_CONF", root.resolve("etc/incus")), incusUser));
        return places;
    }

    /** Returns where the user's own configuration is, or would be. */
    public Path userDirectory() {
        if (given != null) {
            return given;
        }
        List<Path> directories = lxdUserDirectories();
        return directories.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(directories.get(directories.size() - 1));
    }

    private List<Path> lxdUserDirectories() {
        String named = environment.getOrDefault("LXD_CONF", "");
        return named.isEmpty()
                ? List.of(home().resolve("snap/lxd/common/config"), home().resolve(".config/lxc"))
                : List.of(Path.of(named));
    }

    private Path named(String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? otherwise : Path.of(value);
    }

    private Path home() {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }
}

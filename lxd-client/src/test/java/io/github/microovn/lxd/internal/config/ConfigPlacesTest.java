package io.github.microovn.lxd.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.microovn.lxd.internal.config.ConfigPlaces.Place;
import io.github.microovn.lxd.internal.unix.SocketDiscovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where configurations and sockets are looked for. */
class ConfigPlacesTest {
    @TempDir
    Path root;

    private List<String> directories(Map<String, String> environment) {
        return new ConfigPlaces(environment, root, null)
                .places().stream()
                        .map(Place::directory)
                        .map(directory -> directory.startsWith(root) ? root.relativize(directory) : directory)
                        .map(Path::toString)
                        .toList();
    }

    private Map<String, String> home() {
        return Map.of("HOME", root.resolve("home/me").toString());
    }

    @Test
    void theConfigurationsOfUsersComeBeforeThoseOfTheMachine() {
        assertThat(directories(home()))
                .containsExactly(
                        "home/me/snap/lxd/common/config",
                        "home/me/.config/lxc",
                        "home/me/.config/incus",
                        "var/snap/lxd/common/global-conf",
                        "etc/lxd",
                        "etc/incus");
    }

    @Test
    void variablesReplaceThePlaces() {
        Map<String, String> environment =
                Map.of("LXD_CONF", "/a", "INCUS_CONF", "/b", "LXD_GLOBAL_CONF", "/c", "INCUS_GLOBAL_CONF", "/d");

        assertThat(directories(environment)).containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void aMachinesConfigurationGoesWithTheUsersKey() throws IOException {
        Files.createDirectories(root.resolve("home/me/.config/lxc"));

        Place machine = new ConfigPlaces(home(), root, null).places().get(4);

        assertThat(machine.directory()).isEqualTo(root.resolve("etc/lxd"));
        assertThat(machine.user()).isEqualTo(root.resolve("home/me/.config/lxc"));
    }

    @Test
    void whatIsNewGoesWhereTheUserHasAConfigurationAlready() throws IOException {
        ConfigPlaces places = new ConfigPlaces(home(), root, null);
        assertThat(places.userDirectory()).isEqualTo(root.resolve("home/me/.config/lxc"));

        Files.createDirectories(root.resolve("home/me/snap/lxd/common/config"));
        assertThat(places.userDirectory()).isEqualTo(root.resolve("home/me/snap/lxd/common/config"));
    }

    @Test
    void aGivenDirectoryIsTheOnlyPlace() {
        ConfigPlaces places = new ConfigPlaces(home(), root, root);

        assertThat(places.places()).containsExactly(new Place(root, root));
        assertThat(places.userDirectory()).isEqualTo(root);
    }

    private List<String> sockets(Map<String, String> environment) {
        return new SocketDiscovery(environment, root)
                .places().stream().map(SocketDiscovery.Place::origin).toList();
    }

    @Test
    void theSocketThatTheEnvironmentNamesIsTheOnlyOne() {
        assertThat(sockets(Map.of("LXD_SOCKET", "/s", "LXD_DIR", "/d", "INCUS_SOCKET", "/i")))
                .containsExactly("LXD_SOCKET");
        assertThat(sockets(Map.of("LXD_DIR", "/d", "INCUS_DIR", "/i"))).containsExactly("LXD_DIR");
        assertThat(sockets(Map.of("INCUS_SOCKET", "/s", "INCUS_DIR", "/i"))).containsExactly("INCUS_SOCKET");
        assertThat(new SocketDiscovery(Map.of("INCUS_DIR", "/i"), root)
                        .places()
                        .get(0)
                        .socket())
                .hasToString("/i/unix.socket");
    }

    @Test
    void whatFewMachinesHaveIsOnlyTriedWhereItIs() throws IOException {
        assertThat(sockets(Map.of())).containsExactly("snap", "package");

        for (String socket : List.of(
                "var/snap/lxd/common/lxd-user/unix.socket",
                "run/incus/unix.socket",
                "var/lib/incus/unix.socket",
                "var/lib/incus/unix.socket.user")) {
            Files.createDirectories(root.resolve(socket).getParent());
            Files.createFile(root.resolve(socket));
        }
        assertThat(sockets(Map.of()))
                .containsExactly("snap", "package", "snap, own project", "Incus", "Incus", "Incus, own project");
        Object user = Files.getAttribute(root, "unix:uid");
        assertThat(new SocketDiscovery(Map.of(), root).places().get(5).project())
                .isEqualTo("user-" + user);
    }
}

package io.github.microovn.rebuilder.cluster;

import io.github.microovn.lxd.LxdClient;
import io.github.microovn.lxd.model.ImageAlias;
import io.github.microovn.lxd.model.InstanceInfo;
import io.github.microovn.lxd.model.InstanceSource;
import io.github.microovn.lxd.model.ProfileInfo;
import io.github.microovn.lxd.model.network.NetworkInfo;
import io.github.microovn.rebuilder.error.ClusterException.Problem;
import io.github.microovn.rebuilder.result.ClusterStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a server has for a cluster, and what of the cluster is there already. Everything that is missing is said at once. */
final class Ground {

    /** The public servers that lxc knows by these names. */
    private static final Map<String, String> SERVERS = Map.of(
            "ubuntu", "https://cloud-images.ubuntu.com/releases",
            "ubuntu-daily", "https://cloud-images.ubuntu.com/daily",
            "ubuntu-minimal", "https://cloud-images.ubuntu.com/minimal/releases",
            "images", "https://images.lxd.canonical.com");

    private static final String DISK = "disk";
    private static final String NIC = "nic";

    private final ClusterSpec spec;
    private final LxdClient lxd;
    private final Map<String, InstanceInfo> existing;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Map<String, String>> devices = new LinkedHashMap<>();
    private final InstanceSource image;

    private Ground(ClusterSpec spec, LxdClient lxd) {
        this.spec = spec;
        this.lxd = lxd;
        this.existing = lxd.instances().list().stream()
                .filter(instance -> spec.names().contains(instance.name()))
                .collect(Collectors.toMap(InstanceInfo::name, Function.identity()));
        existing.values().stream()
                .filter(instance -> !spec.prefix().equals(instance.config().get(Launch.MARK)))
                .map(InstanceInfo::name)
                .sorted()
                .forEach(name ->
                        miss("There is an instance " + name + " that was not made for this cluster; choose another"
                                + " --prefix, or remove it with 'lxc delete -f " + name + "'."));
        checkSnap();
        this.image = source();
        if (existing.size() < spec.nodes() && problems.isEmpty()) {
            checkImage();
            chooseDevices(profiles());
        }
    }

    /** Looks around. */
    static Ground of(ClusterSpec spec, LxdClient lxd) {
        return new Ground(spec, lxd);
    }

    /** Whose an instance is; nothing when it is nobody's or there is none. */
    static Optional<String> mark(LxdClient lxd, String instance) {
        return lxd.instances().find(instance).map(info -> info.config().get(Launch.MARK));
    }

    /** What is in the way. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The nodes that are there, by name. */
    Map<String, InstanceInfo> existing() {
        return existing;
    }

    /** Whether a node is there and ran. */
    boolean running(String name) {
        InstanceInfo info = existing.get(name);
        return info != null && info.status().isRunning();
    }

    /** What nodes are made from. */
    InstanceSource image() {
        return image;
    }

    /** The devices that nodes need and that no profile gives them. */
    Map<String, Map<String, String>> devices() {
        return devices;
    }

    private void miss(String reason) {
        problems.add(new Problem("", ClusterStep.CHECK, reason));
    }

    private void checkSnap() {
        if (spec.snap() instanceof SnapSource.Local local) {
            Path path = local.path();
            boolean tree = Files.isRegularFile(path.resolve("meta/snap.yaml"));
            if (!Files.exists(path)) {
                miss("There is no " + path + " (--snap).");
            } else if (Files.isDirectory(path) && !tree) {
                miss(path + " is not the directory of an unpacked snap: it has no meta/snap.yaml (--snap).");
            }
        }
    }

    private InstanceSource source() {
        String[] parts = spec.image().split(":", 2);
        if (parts.length == 1) {
            return InstanceSource.image(spec.image());
        }
        String server = SERVERS.get(parts[0]);
        if (server == null) {
            miss("There is no server of images called '" + parts[0] + "' (--image " + spec.image() + "); there are "
                    + SERVERS.keySet().stream().sorted().collect(Collectors.joining(", "))
                    + ". One that lxc knows: lxc image copy " + spec.image() + " local: --alias NAME.");
        }
        return InstanceSource.remoteImage(server == null ? "" : server, "simplestreams", parts[1]);
    }

    private void checkImage() {
        if (spec.image().contains(":") || lxd.images().find(spec.image()).isPresent()) {
            return;
        }
        List<String> aliases = lxd.images().aliases().list().stream()
                .map(ImageAlias::name)
                .sorted()
                .toList();
        miss("There is no image '" + spec.image() + "' on the server (--image); "
                + (aliases.isEmpty() ? "it has none" : "it has " + String.join(", ", aliases))
                + ". One of the public servers: ubuntu:24.04.");
    }

    private List<ProfileInfo> profiles() {
        List<String> names = spec.profiles().isEmpty() ? List.of("default") : spec.profiles();
        List<ProfileInfo> found = new ArrayList<>();
        for (String name : names) {
            lxd.profiles()
                    .find(name)
                    .ifPresentOrElse(
                            found::add,
                            () -> miss("There is no profile '" + name + "' (--profile); there are "
                                    + String.join(", ", lxd.profiles().names()) + "."));
        }
        return found;
    }

    private void chooseDevices(List<ProfileInfo> profiles) {
        boolean disk = gives(profiles, device -> DISK.equals(device.get("type")) && "/".equals(device.get("path")));
        if (!disk || spec.storage().isPresent()) {
            choose(
                            "storage pool",
                            "--storage",
                            spec.storage(),
                            lxd.storagePools().names())
                    .ifPresent(pool -> devices.put("root", Map.of("type", DISK, "path", "/", "pool", pool)));
        }
        if (!gives(profiles, device -> NIC.equals(device.get("type")))
                || spec.network().isPresent()) {
            List<String> networks = lxd.networks().list().stream()
                    .filter(network -> network.managed() || spec.network().equals(Optional.of(network.name())))
                    .map(NetworkInfo::name)
                    .toList();
            choose("network", "--network", spec.network(), networks).ifPresent(this::addInterface);
        }
    }

    private void addInterface(String network) {
        boolean managed = lxd.networks().get(network).managed();
        devices.put(
                "eth0",
                managed
                        ? Map.of("type", NIC, "name", "eth0", "network", network)
                        : Map.of("type", NIC, "name", "eth0", "nictype", "bridged", "parent", network));
    }

    private static boolean gives(List<ProfileInfo> profiles, Predicate<Map<String, String>> wanted) {
        return profiles.stream()
                .flatMap(profile -> profile.devices().values().stream())
                .anyMatch(wanted);
    }

    /** What is named; otherwise what LXD itself calls the default, or the only one there is. */
    private Optional<String> choose(String kind, String option, Optional<String> named, List<String> there) {
        if (named.isPresent() && !there.contains(named.get())) {
            miss("There is no " + kind + " '" + named.get() + "' (" + option + "); there are " + list(there) + ".");
            return Optional.empty();
        }
        Optional<String> usual = there.stream()
                .filter(name -> there.size() == 1 || name.equals("default") || name.equals("lxdbr0"))
                .findFirst();
        Optional<String> chosen = named.or(() -> usual);
        if (chosen.isEmpty()) {
            miss("The profiles name no " + kind + "; name one with " + option + ": there are " + list(there) + ".");
        }
        return chosen;
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}

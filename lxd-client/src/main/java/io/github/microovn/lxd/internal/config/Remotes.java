package io.github.microovn.lxd.internal.config;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.error.LxdConfigurationException;
import io.github.microovn.lxd.internal.config.ConfigPlaces.Place;
import io.github.microovn.lxd.internal.tls.Certificates;
import io.github.microovn.lxd.internal.tls.HostAndPort;
import io.github.microovn.lxd.internal.tls.Identity;
import io.github.microovn.lxd.internal.tls.ServerTrust;
import io.github.microovn.lxd.internal.unix.SocketDiscovery;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The remotes that are configured on this machine, and how to connect to each. */
public final class Remotes {
    private static final String LOCAL = "local";

    private final ConfigPlaces places;
    private final SocketDiscovery sockets;

    /**
     * Reads nothing yet.
     *
     * @param places where configurations can be
     * @param sockets where the daemon of this machine can be
     */
    public Remotes(ConfigPlaces places, SocketDiscovery sockets) {
        this.places = places;
        this.sockets = sockets;
    }

    /**
     * Returns where to try a remote, in order.
     *
     * @param attempt what is being tried
     * @param name the name of the remote
     * @throws LxdConfigurationException if there is no such remote, or it is none to connect to
     */
    public List<Endpoint> endpoints(Attempt attempt, String name) {
        List<Path> files = new ArrayList<>();
        TreeSet<String> known = new TreeSet<>(List.of(LOCAL));
        for (Place place : places.places()) {
            try {
                ConfigFile file = ConfigFile.read(place.file());
                Optional<Remote> remote = file.remote(name);
                if (remote.isPresent() && !name.equals(LOCAL)) {
                    return endpoints(attempt, remote.get(), place);
                }
                files.add(place.file());
                known.addAll(file.names());
            } catch (IOException e) {
                throw new LxdConfigurationException(attempt, message(e), e);
            }
        }
        if (name.equals(LOCAL)) {
            return local(null);
        }
        String looked = String.join(", ", files.stream().map(Path::toString).toList());
        throw new LxdConfigurationException(
                attempt,
                "there is no remote '" + name + "', only " + String.join(", ", known) + " (looked in " + looked
                        + "); add it by `lxc remote add` or by redeeming a trust token",
                null);
    }

    private List<Endpoint> local(@Nullable String project) {
        return sockets.places().stream()
                .map(place ->
                        Endpoint.unix(place.socket(), place.origin(), project == null ? place.project() : project))
                .toList();
    }

    private List<Endpoint> endpoints(Attempt attempt, Remote remote, Place place) {
        if (remote.protocol().equals("simplestreams")) {
            throw new LxdConfigurationException(
                    attempt, "remote '" + remote.name() + "' is a server of images, not of instances", null);
        }
        String project = remote.project().isEmpty() ? null : remote.project();
        List<Endpoint> endpoints = new ArrayList<>();
        for (String address : remote.addresses()) {
            if (address.startsWith("unix:")) {
                endpoints.addAll(unix(address, project));
            } else {
                endpoints.add(https(attempt, remote, place, address, project));
            }
        }
        if (endpoints.isEmpty()) {
            throw new LxdConfigurationException(
                    attempt, "remote '" + remote.name() + "' has no address in " + place.file(), null);
        }
        return endpoints;
    }

    private List<Endpoint> unix(String address, @Nullable String project) {
        String path = address.substring("unix:".length()).replaceFirst("^//", "");
        return path.isEmpty() ? local(project) : List.of(Endpoint.unix(Path.of(path), "", project));
    }

    private static Endpoint https(
            Attempt attempt, Remote remote, Place place, String address, @Nullable String project) {
        if (!remote.authentication().isEmpty() && !remote.authentication().equals("tls") && !remote.anonymous()) {
            throw new LxdConfigurationException(
                    attempt,
                    "remote '" + remote.name() + "' lets in by " + remote.authentication()
                            + ", and this client only by a certificate (auth_type: tls)",
                    null);
        }
        try {
            return Endpoint.https(
                    HostAndPort.parse(address),
                    trust(remote.name(), place),
                    remote.anonymous() ? null : identity(place.user()),
                    project,
                    remote.anonymous());
        } catch (IllegalArgumentException | IOException e) {
            throw new LxdConfigurationException(attempt, message(e), e);
        }
    }

    private static ServerTrust trust(String remote, Place place) throws IOException {
        for (Path directory : List.of(place.directory(), place.user())) {
            Path pinned = pin(directory, remote);
            if (Files.exists(pinned)) {
                return ServerTrust.pinned(Certificates.fingerprint(Certificates.read(pinned)));
            }
        }
        Path authority = place.user().resolve("client.ca");
        return Files.exists(authority) ? ServerTrust.authority(Certificates.read(authority)) : ServerTrust.system();
    }

    /** Returns where the certificate of a remote is kept. */
    static Path pin(Path directory, String remote) {
        return directory.resolve("servercerts").resolve(remote + ".crt");
    }

    /**
     * Returns what a user shows to servers, or null if there is nothing.
     *
     * @param directory the user's configuration
     * @throws IOException if there is something that is of no use
     */
    public static @Nullable Identity identity(Path directory) throws IOException {
        Path certificate = directory.resolve("client.crt");
        return Files.exists(certificate) ? Identity.read(certificate, directory.resolve("client.key")) : null;
    }

    /** Returns what an exception about a file says, with the file. */
    public static String message(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " is missing";
        }
        return e instanceof FileSystemException || e.getMessage() == null ? e.toString() : e.getMessage();
    }
}

package io.github.microovn.lxd.internal.files;

import io.github.microovn.lxd.error.Attempt;
import io.github.microovn.lxd.internal.http.HttpRequest;
import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.sftp.SftpChannel;
import java.time.Duration;

/** Opens SFTP sessions on an instance. An open one keeps the instance from starting and stopping. */
public final class Sessions {
    private final Api api;
    private final String instance;

    /**
     * Names an instance.
     *
     * @param api asks the daemon
     * @param instance its name
     */
    public Sessions(Api api, String instance) {
        this.api = api;
        this.instance = instance;
    }

    /** Returns the instance's name. */
    public String instance() {
        return instance;
    }

    /** Returns where a path is, as errors tell it. */
    public String place(Object path) {
        return path + " on instance " + instance;
    }

    /**
     * Opens one.
     *
     * @param action what it is for, completing "cannot ..."
     */
    public SftpChannel open(String action) {
        return open(action, api.http().requestTimeout());
    }

    /** Opens one in which nothing may stand still for longer than a time. */
    SftpChannel open(String action, Duration patience) {
        return SftpChannel.open(api.http(), request(action), patience);
    }

    /** Returns what errors say was tried. */
    Attempt attempt(String action) {
        return request(action).attempt();
    }

    private HttpRequest request(String action) {
        return api.request("GET", action, "instances", instance, "sftp");
    }
}

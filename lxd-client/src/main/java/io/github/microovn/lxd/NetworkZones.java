package io.github.microovn.lxd;

import io.github.microovn.lxd.internal.resource.Api;
import io.github.microovn.lxd.internal.resource.Family;
import io.github.microovn.lxd.internal.resource.Noun;
import io.github.microovn.lxd.model.network.NetworkZoneInfo;
import io.github.microovn.lxd.model.network.NetworkZoneSpec;
import io.github.microovn.lxd.model.network.ZoneRecord;

/** The DNS zones of a project ({@code /1.0/network-zones}). Thread-safe. */
public final class NetworkZones extends CreatableResources<NetworkZoneInfo, NetworkZoneSpec> {
    private final Family<NetworkZoneInfo, NetworkZoneSpec> family;

    private NetworkZones(Family<NetworkZoneInfo, NetworkZoneSpec> family) {
        super(family);
        this.family = family;
    }

    static NetworkZones of(Api api) {
        return new NetworkZones(
                Family.of(api, NetworkZoneInfo.class, NetworkZoneSpec.class, Noun.of("network zone"), "network-zones"));
    }

    /**
     * {@return the records of a zone ({@code /1.0/network-zones/ZONE/records})}
     *
     * @param zone the name of the zone
     */
    public CreatableResources<ZoneRecord, ZoneRecord> records(String zone) {
        return new CreatableResources<>(
                family.item(zone).family(ZoneRecord.class, ZoneRecord.class, Noun.of("record"), "records"));
    }
}

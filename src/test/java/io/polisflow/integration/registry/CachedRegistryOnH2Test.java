package io.polisflow.integration.registry;

class CachedRegistryOnH2Test extends CachedRegistryTest {}

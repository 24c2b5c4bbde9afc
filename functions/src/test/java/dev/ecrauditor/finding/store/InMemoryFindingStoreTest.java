package dev.ecrauditor.finding.store;

class InMemoryFindingStoreTest extends FindingStoreContract {

    private final FindingStore store = new InMemoryFindingStore();

    @Override
    public FindingStore store() {
        return store;
    }
}

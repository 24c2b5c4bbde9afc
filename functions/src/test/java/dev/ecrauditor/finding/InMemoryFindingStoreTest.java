package dev.ecrauditor.finding;

class InMemoryFindingStoreTest extends FindingStoreContract {

    private final FindingStore store = new InMemoryFindingStore();

    @Override
    protected FindingStore store() {
        return store;
    }
}

case "${1:-}" in
    '')
        check
        choose_key
        update_template
        : >"$work/done"
        say "the next repository that ECR creates is encrypted with $key_arn; to have $source created again: sh $0 delete $source"
        ;;
    delete)
        delete_source "${2:-}"
        ;;
    *)
        stop "usage: sh $0, sh $0 delete $source"
        ;;
esac

watch_pulls() {
    pulls_of "$source" >"$work/pulls"
    say "the pulls of $source are recorded in $work/pulls; delete it when there were none for $quiet_days days"
}

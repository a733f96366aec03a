
show();
watch('value', show);
